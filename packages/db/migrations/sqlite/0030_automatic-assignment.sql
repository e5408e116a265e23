ALTER TABLE `activity_type` ADD `assignment` text DEFAULT 'by-hand' NOT NULL;
ALTER TABLE `intervention` ADD `assign_stopped` integer DEFAULT false NOT NULL;
ALTER TABLE `intervention` ADD `assign_at` integer;
ALTER TABLE `intervention` ADD `assign_trying` integer DEFAULT false NOT NULL;
ALTER TABLE `intervention` ADD `assign_attempts` integer DEFAULT 0 NOT NULL;
ALTER TABLE `intervention` ADD `assign_seen` integer;
ALTER TABLE `intervention` ADD `assign_reason` text;
CREATE INDEX `intervention_assign` ON `intervention` (`status`,`assign_at`);
