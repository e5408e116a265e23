ALTER TABLE `portal_action` ADD `staff_confirms` integer DEFAULT false NOT NULL;
ALTER TABLE `intervention` ADD `awaiting_since` integer;
