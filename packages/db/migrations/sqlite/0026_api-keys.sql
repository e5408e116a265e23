CREATE TABLE `api_key` (
	`id` text PRIMARY KEY NOT NULL,
	`company_id` text NOT NULL,
	`business_unit_id` text NOT NULL,
	`prefix` text NOT NULL,
	`secret_hash` text NOT NULL,
	`name` text NOT NULL,
	`description` text DEFAULT '' NOT NULL,
	`rights` text NOT NULL,
	`activity_type_ids` text,
	`expires_at` integer,
	`revoked_at` integer,
	`last_used_at` integer,
	`created_at` integer NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`company_id`,`business_unit_id`) REFERENCES `business_unit`(`company_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE UNIQUE INDEX `api_key_owner_unique` ON `api_key` (`business_unit_id`,`id`);
CREATE UNIQUE INDEX `api_key_prefix_unique` ON `api_key` (`prefix`);
CREATE TABLE `api_call` (
	`id` text PRIMARY KEY NOT NULL,
	`business_unit_id` text NOT NULL,
	`api_key_id` text NOT NULL,
	`at` integer NOT NULL,
	`route` text NOT NULL,
	`status` integer NOT NULL,
	`milliseconds` integer NOT NULL,
	`network_prefix` text NOT NULL,
	FOREIGN KEY (`business_unit_id`,`api_key_id`) REFERENCES `api_key`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `api_call_key` ON `api_call` (`business_unit_id`,`api_key_id`,`id`);
CREATE INDEX `api_call_at` ON `api_call` (`at`);
