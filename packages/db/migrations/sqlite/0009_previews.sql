CREATE TABLE `portal_preview` (
	`grant_hash` text PRIMARY KEY NOT NULL,
	`session_hash` text,
	`company_id` text NOT NULL,
	`business_unit_id` text NOT NULL,
	`access_id` text NOT NULL,
	`staff_user_id` text NOT NULL,
	`staff_session_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`company_id`,`business_unit_id`) REFERENCES `business_unit`(`company_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`access_id`) REFERENCES `access`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`,`staff_user_id`) REFERENCES `staff_user`(`company_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `portal_preview_expiry` ON `portal_preview` (`expires_at`);
CREATE UNIQUE INDEX `portal_preview_session_unique` ON `portal_preview` (`session_hash`);
