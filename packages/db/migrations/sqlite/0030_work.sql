CREATE TABLE `work_step` (
	`id` text PRIMARY KEY NOT NULL,
	`business_unit_id` text NOT NULL,
	`intervention_id` text NOT NULL,
	`step` text NOT NULL,
	`from_state` text NOT NULL,
	`to_state` text NOT NULL,
	`at` integer NOT NULL,
	`recorded_at` integer NOT NULL,
	`clock_offset` integer DEFAULT 0 NOT NULL,
	`staff_user_id` text,
	`api_key_id` text,
	FOREIGN KEY (`staff_user_id`) REFERENCES `staff_user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`intervention_id`) REFERENCES `intervention`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`api_key_id`) REFERENCES `api_key`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `work_step_intervention` ON `work_step` (`intervention_id`,`recorded_at`);
CREATE TABLE `late_report` (
	`id` text PRIMARY KEY NOT NULL,
	`business_unit_id` text NOT NULL,
	`intervention_id` text NOT NULL,
	`why` text NOT NULL,
	`state` text NOT NULL,
	`report` text,
	`at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`staff_user_id` text NOT NULL,
	`decided_at` integer,
	`decided_by_id` text,
	`revision` integer DEFAULT 1 NOT NULL,
	`erased_at` integer,
	FOREIGN KEY (`staff_user_id`) REFERENCES `staff_user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by_id`) REFERENCES `staff_user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`intervention_id`) REFERENCES `intervention`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `late_report_intervention` ON `late_report` (`intervention_id`);
CREATE INDEX `late_report_state` ON `late_report` (`business_unit_id`,`state`,`received_at`);
ALTER TABLE `activity_type` ADD `supervised_closing` integer DEFAULT false NOT NULL;
ALTER TABLE `intervention` ADD `result_code` text;
ALTER TABLE `intervention` ADD `actual_start` integer;
ALTER TABLE `intervention` ADD `actual_end` integer;
ALTER TABLE `assignment` ADD `progress` text;
ALTER TABLE `assignment` ADD `progress_at` integer;
