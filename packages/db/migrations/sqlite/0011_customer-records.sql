CREATE TABLE `preset` (
	`id` text PRIMARY KEY NOT NULL,
	`business_unit_id` text NOT NULL,
	`list` text NOT NULL,
	`name` text NOT NULL,
	`key` text NOT NULL,
	`active` integer DEFAULT true NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`business_unit_id`) REFERENCES `business_unit`(`id`) ON UPDATE no action ON DELETE no action
);

CREATE UNIQUE INDEX `preset_owner_unique` ON `preset` (`business_unit_id`,`id`);
CREATE UNIQUE INDEX `preset_name_unique` ON `preset` (`business_unit_id`,`list`,`key`);
CREATE TABLE `customer_tag` (
	`business_unit_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`key` text NOT NULL,
	`tag` text NOT NULL,
	PRIMARY KEY(`customer_id`, `key`),
	FOREIGN KEY (`business_unit_id`,`customer_id`) REFERENCES `customer`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `customer_tag_key` ON `customer_tag` (`business_unit_id`,`key`);
CREATE TABLE `customer_contact` (
	`id` text PRIMARY KEY NOT NULL,
	`business_unit_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`name` text NOT NULL,
	`role` text DEFAULT '' NOT NULL,
	`email` text,
	`phone` text,
	`mobile` text,
	`notes` text DEFAULT '' NOT NULL,
	`access_id` text,
	`position` integer DEFAULT 0 NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`business_unit_id`,`customer_id`) REFERENCES `customer`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`access_id`) REFERENCES `access`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `customer_contact_customer` ON `customer_contact` (`business_unit_id`,`customer_id`);
CREATE INDEX `customer_contact_access` ON `customer_contact` (`access_id`);
CREATE UNIQUE INDEX `customer_contact_owner_unique` ON `customer_contact` (`business_unit_id`,`id`);
ALTER TABLE `business_unit` ADD `customers_edit_contact` integer DEFAULT true NOT NULL;
ALTER TABLE `business_unit` ADD `customers_edit_addresses` integer DEFAULT false NOT NULL;
ALTER TABLE `customer` ADD `first_name` text;
ALTER TABLE `customer` ADD `mobile` text;
ALTER TABLE `customer` ADD `website` text;
ALTER TABLE `customer` ADD `tax_id_kind` text;
ALTER TABLE `customer` ADD `tax_id` text;
ALTER TABLE `customer` ADD `parent_id` text REFERENCES customer(id);
ALTER TABLE `customer` ADD `category_id` text REFERENCES preset(id);
ALTER TABLE `customer` ADD `profile_id` text REFERENCES preset(id);
ALTER TABLE `customer` ADD `payment_method_id` text REFERENCES preset(id);
ALTER TABLE `customer` ADD `payment_term_id` text REFERENCES preset(id);
ALTER TABLE `customer` ADD `responsible_id` text REFERENCES staff_user(id);
ALTER TABLE `customer` ADD `custom_fields` text;
ALTER TABLE `customer` ADD `extra` text;
ALTER TABLE `customer` ADD `updated_at` integer;
CREATE INDEX `customer_parent` ON `customer` (`parent_id`);
