CREATE TABLE `staff_recovery_code` (
	`staff_user_id` text NOT NULL,
	`code_mac` text NOT NULL,
	`created_at` integer NOT NULL,
	`used_at` integer,
	PRIMARY KEY(`staff_user_id`, `code_mac`),
	FOREIGN KEY (`staff_user_id`) REFERENCES `staff_user`(`id`) ON UPDATE no action ON DELETE no action
);

CREATE TABLE `staff_invitation` (
	`id` text PRIMARY KEY NOT NULL,
	`company_id` text NOT NULL,
	`business_unit_id` text NOT NULL,
	`email` text NOT NULL,
	`language` text NOT NULL,
	`roles` text NOT NULL,
	`token_hash` text NOT NULL,
	`renews_factors` integer DEFAULT false NOT NULL,
	`invited_by` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`accepted_at` integer,
	`revoked_at` integer,
	FOREIGN KEY (`company_id`,`business_unit_id`) REFERENCES `business_unit`(`company_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `staff_invitation_unit` ON `staff_invitation` (`business_unit_id`,`created_at`);
CREATE INDEX `staff_invitation_email` ON `staff_invitation` (`company_id`,`email`);
CREATE UNIQUE INDEX `staff_invitation_token_unique` ON `staff_invitation` (`token_hash`);
ALTER TABLE `staff_session` ADD `proven_at` integer;
