ALTER TABLE `activity_type` ADD `logo` text;
ALTER TABLE `activity_type` ADD `visibility` text DEFAULT 'private' NOT NULL;
ALTER TABLE `activity_type` ADD `manual` integer DEFAULT true NOT NULL;
ALTER TABLE `activity_type` ADD `most_windows` integer;
ALTER TABLE `activity_type` ADD `display` text;
