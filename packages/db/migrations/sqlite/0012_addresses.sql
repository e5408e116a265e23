CREATE TABLE `customer_technician` (
	`business_unit_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`technician_id` text NOT NULL,
	PRIMARY KEY(`customer_id`, `technician_id`),
	FOREIGN KEY (`business_unit_id`,`customer_id`) REFERENCES `customer`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`technician_id`,`business_unit_id`) REFERENCES `technician_business_unit`(`technician_id`,`business_unit_id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `customer_technician_technician` ON `customer_technician` (`technician_id`);
ALTER TABLE `customer` ADD `assignment_mode` text;
ALTER TABLE `customer` ADD `assignment_last` integer DEFAULT false NOT NULL;
ALTER TABLE `address` ADD `not_located_because` text;
CREATE INDEX `address_location` ON `address` (`business_unit_id`,`location`);
