CREATE TABLE `signed_document` (
	`id` text PRIMARY KEY NOT NULL,
	`business_unit_id` text NOT NULL,
	`portal_action_id` text NOT NULL,
	`intervention_id` text NOT NULL,
	`access_id` text NOT NULL,
	`title` text NOT NULL,
	`text` text NOT NULL,
	`language` text NOT NULL,
	`hash` text NOT NULL,
	`decision` text NOT NULL,
	`signer_name` text NOT NULL,
	`reason` text,
	`drawing_id` text,
	`signed_at` integer NOT NULL,
	`erased_at` integer,
	FOREIGN KEY (`business_unit_id`,`intervention_id`) REFERENCES `intervention`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`access_id`) REFERENCES `access`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `signed_document_access` ON `signed_document` (`access_id`);
CREATE UNIQUE INDEX `signed_document_once` ON `signed_document` (`intervention_id`,`portal_action_id`);
ALTER TABLE `portal_action` ADD `document` text;
ALTER TABLE `portal_action` ADD `staff_confirms` integer DEFAULT false NOT NULL;
ALTER TABLE `intervention` ADD `awaiting_since` integer;
