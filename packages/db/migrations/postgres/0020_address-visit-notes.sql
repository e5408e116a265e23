ALTER TABLE "address" ADD COLUMN "visit_notes" text DEFAULT '' NOT NULL;
