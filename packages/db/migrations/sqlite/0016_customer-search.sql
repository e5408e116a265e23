CREATE TABLE `customer_search` (
	`row_number` integer PRIMARY KEY NOT NULL,
	`business_unit_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`words` text NOT NULL,
	`name_key` text NOT NULL,
	`reference_key` text NOT NULL,
	`external_key` text,
	`relationship` text NOT NULL,
	`kind` text NOT NULL,
	`category_id` text,
	`profile_id` text,
	`responsible_id` text,
	`not_located` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`business_unit_id`,`customer_id`) REFERENCES `customer`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `customer_search_name` ON `customer_search` (`business_unit_id`,`name_key`,`customer_id`);
CREATE INDEX `customer_search_relationship` ON `customer_search` (`business_unit_id`,`relationship`);
CREATE INDEX `customer_search_updated` ON `customer_search` (`business_unit_id`,`updated_at`,`customer_id`);
CREATE UNIQUE INDEX `customer_search_customer_unique` ON `customer_search` (`business_unit_id`,`customer_id`);
CREATE TABLE `customer_key` (
	`business_unit_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`kind` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`customer_id`, `kind`, `value`),
	FOREIGN KEY (`business_unit_id`,`customer_id`) REFERENCES `customer_search`(`business_unit_id`,`customer_id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `customer_key_value` ON `customer_key` (`business_unit_id`,`kind`,`value`);
CREATE TABLE `customer_distinct` (
	`business_unit_id` text NOT NULL,
	`first_id` text NOT NULL,
	`second_id` text NOT NULL,
	`staff_user_id` text,
	`decided_at` integer NOT NULL,
	PRIMARY KEY(`first_id`, `second_id`),
	FOREIGN KEY (`staff_user_id`) REFERENCES `staff_user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`first_id`) REFERENCES `customer`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`second_id`) REFERENCES `customer`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `customer_distinct_second` ON `customer_distinct` (`second_id`);
ALTER TABLE `customer` ADD `merged_into_id` text REFERENCES customer(id);
CREATE INDEX `customer_merged_into` ON `customer` (`merged_into_id`) WHERE "customer"."merged_into_id" IS NOT NULL;
