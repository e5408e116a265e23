CREATE TABLE `access_period` (
	`business_unit_id` text NOT NULL,
	`access_id` text NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	PRIMARY KEY(`access_id`, `started_at`),
	FOREIGN KEY (`business_unit_id`,`access_id`) REFERENCES `access`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `access_period_unit` ON `access_period` (`business_unit_id`,`started_at`);
CREATE UNIQUE INDEX `access_period_open_unique` ON `access_period` (`access_id`) WHERE "access_period"."ended_at" IS NULL;
ALTER TABLE `business_unit` ADD `new_accesses_enabled` integer DEFAULT true NOT NULL;
ALTER TABLE `access` ADD `notes` text DEFAULT '' NOT NULL;
ALTER TABLE `access` ADD `deleted_at` integer;
