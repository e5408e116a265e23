ALTER TABLE "activity_type" ADD COLUMN "logo" text;
ALTER TABLE "activity_type" ADD COLUMN "visibility" text DEFAULT 'private' NOT NULL;
ALTER TABLE "activity_type" ADD COLUMN "manual" boolean DEFAULT true NOT NULL;
ALTER TABLE "activity_type" ADD COLUMN "most_windows" integer;
ALTER TABLE "activity_type" ADD COLUMN "display" jsonb;
