CREATE TABLE `staff_passkey` (
	`id` text PRIMARY KEY NOT NULL,
	`company_id` text NOT NULL,
	`staff_user_id` text NOT NULL,
	`credential_id` text NOT NULL,
	`public_key` text NOT NULL,
	`counter` real NOT NULL,
	`transports` text NOT NULL,
	`name` text NOT NULL,
	`backed_up` integer NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	FOREIGN KEY (`company_id`,`staff_user_id`) REFERENCES `staff_user`(`company_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `staff_passkey_staff_user` ON `staff_passkey` (`company_id`,`staff_user_id`);
CREATE UNIQUE INDEX `staff_passkey_credential_unique` ON `staff_passkey` (`credential_id`);
CREATE TABLE `staff_spent_challenge` (
	`challenge_hash` text PRIMARY KEY NOT NULL,
	`expires_at` integer NOT NULL
);

