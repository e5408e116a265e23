ALTER TABLE "portal_action" ADD COLUMN "staff_confirms" boolean DEFAULT false NOT NULL;
ALTER TABLE "intervention" ADD COLUMN "awaiting_since" timestamp with time zone;
