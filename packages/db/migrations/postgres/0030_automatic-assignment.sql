ALTER TABLE "activity_type" ADD COLUMN "assignment" text DEFAULT 'by-hand' NOT NULL;
ALTER TABLE "intervention" ADD COLUMN "assign_stopped" boolean DEFAULT false NOT NULL;
ALTER TABLE "intervention" ADD COLUMN "assign_at" timestamp with time zone;
ALTER TABLE "intervention" ADD COLUMN "assign_trying" boolean DEFAULT false NOT NULL;
ALTER TABLE "intervention" ADD COLUMN "assign_attempts" integer DEFAULT 0 NOT NULL;
ALTER TABLE "intervention" ADD COLUMN "assign_seen" integer;
ALTER TABLE "intervention" ADD COLUMN "assign_reason" text;
CREATE INDEX "intervention_assign" ON "intervention" USING btree ("status","assign_at");
