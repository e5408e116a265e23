ALTER TABLE `report` ADD `message_id` text;
ALTER TABLE `report` ADD `unreached` integer DEFAULT false NOT NULL;
