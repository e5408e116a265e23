CREATE TABLE `portal_action_use` (
	`id` text PRIMARY KEY NOT NULL,
	`business_unit_id` text NOT NULL,
	`portal_action_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`intervention_id` text,
	`used_at` integer NOT NULL,
	FOREIGN KEY (`business_unit_id`,`customer_id`) REFERENCES `customer`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`intervention_id`) REFERENCES `intervention`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `portal_action_use_intervention` ON `portal_action_use` (`intervention_id`);
CREATE INDEX `portal_action_use_customer` ON `portal_action_use` (`customer_id`);
DROP INDEX `portal_action_kind_unique`;
ALTER TABLE `portal_action` ADD `label` text;
ALTER TABLE `portal_action` ADD `icon` text;
ALTER TABLE `portal_action` ADD `description` text;
ALTER TABLE `portal_action` ADD `confirmation` text;
ALTER TABLE `portal_action` ADD `notify` text;
ALTER TABLE `portal_action` ADD `resulting_status` text;
ALTER TABLE `portal_action` ADD `conditions` text;
ALTER TABLE `portal_action` ADD `place` text;
ALTER TABLE `portal_action` ADD `limits` text;
ALTER TABLE `portal_action` ADD `form_id` text;
ALTER TABLE `portal_action` ADD `revision` integer DEFAULT 1 NOT NULL;
CREATE INDEX `portal_action_type` ON `portal_action` (`activity_type_id`,`position`);
