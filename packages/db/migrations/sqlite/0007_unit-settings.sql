CREATE TABLE `logo` (
	`business_unit_id` text NOT NULL,
	`hash` text NOT NULL,
	`picture` blob NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`business_unit_id`, `hash`),
	FOREIGN KEY (`business_unit_id`) REFERENCES `business_unit`(`id`) ON UPDATE no action ON DELETE no action
);

ALTER TABLE `business_unit` ADD `display_name` text;
ALTER TABLE `business_unit` ADD `contact_address` text;
ALTER TABLE `business_unit` ADD `background_colour` text;
ALTER TABLE `business_unit` ADD `own_domain` text;
ALTER TABLE `business_unit` ADD `closures` text;
CREATE UNIQUE INDEX `business_unit_own_domain_unique` ON `business_unit` (`own_domain`);
