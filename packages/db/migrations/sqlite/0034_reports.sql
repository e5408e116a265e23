CREATE TABLE `report` (
	`id` text PRIMARY KEY NOT NULL,
	`business_unit_id` text NOT NULL,
	`intervention_id` text NOT NULL,
	`version` integer NOT NULL,
	`work_step_id` text NOT NULL,
	`file_id` text NOT NULL,
	`language` text NOT NULL,
	`made_at` integer NOT NULL,
	FOREIGN KEY (`business_unit_id`,`intervention_id`) REFERENCES `intervention`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE UNIQUE INDEX `report_version_unique` ON `report` (`intervention_id`,`version`);
CREATE UNIQUE INDEX `report_step_unique` ON `report` (`work_step_id`);
ALTER TABLE `activity_type` ADD `report` text;
