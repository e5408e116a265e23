CREATE TABLE `service_zone` (
	`id` text PRIMARY KEY NOT NULL,
	`business_unit_id` text NOT NULL,
	`name` text NOT NULL,
	`key` text NOT NULL,
	`colour` text NOT NULL,
	`area` text,
	`active` integer DEFAULT true NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`business_unit_id`) REFERENCES `business_unit`(`id`) ON UPDATE no action ON DELETE no action
);

CREATE UNIQUE INDEX `service_zone_owner_unique` ON `service_zone` (`business_unit_id`,`id`);
CREATE UNIQUE INDEX `service_zone_key_unique` ON `service_zone` (`business_unit_id`,`key`);
CREATE TABLE `service_zone_technician` (
	`business_unit_id` text NOT NULL,
	`service_zone_id` text NOT NULL,
	`technician_id` text NOT NULL,
	PRIMARY KEY(`service_zone_id`, `technician_id`),
	FOREIGN KEY (`business_unit_id`,`service_zone_id`) REFERENCES `service_zone`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`technician_id`,`business_unit_id`) REFERENCES `technician_business_unit`(`technician_id`,`business_unit_id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `service_zone_technician_technician` ON `service_zone_technician` (`technician_id`);
ALTER TABLE `customer` ADD `service_zone_id` text REFERENCES service_zone(id);
ALTER TABLE `address` ADD `service_zone_id` text REFERENCES service_zone(id);
