CREATE TABLE "portal_action_use" (
	"id" uuid PRIMARY KEY NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"portal_action_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"intervention_id" uuid,
	"used_at" timestamp with time zone NOT NULL
);

ALTER TABLE "portal_action" DROP CONSTRAINT "portal_action_kind_unique";
ALTER TABLE "portal_action" ADD COLUMN "label" jsonb;
ALTER TABLE "portal_action" ADD COLUMN "icon" text;
ALTER TABLE "portal_action" ADD COLUMN "description" jsonb;
ALTER TABLE "portal_action" ADD COLUMN "confirmation" jsonb;
ALTER TABLE "portal_action" ADD COLUMN "notify" jsonb;
ALTER TABLE "portal_action" ADD COLUMN "resulting_status" text;
ALTER TABLE "portal_action" ADD COLUMN "conditions" jsonb;
ALTER TABLE "portal_action" ADD COLUMN "place" text;
ALTER TABLE "portal_action" ADD COLUMN "limits" jsonb;
ALTER TABLE "portal_action" ADD COLUMN "form_id" uuid;
ALTER TABLE "portal_action" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;
ALTER TABLE "portal_action_use" ADD CONSTRAINT "portal_action_use_customer_fk" FOREIGN KEY ("business_unit_id","customer_id") REFERENCES "customer"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "portal_action_use" ADD CONSTRAINT "portal_action_use_intervention_fk" FOREIGN KEY ("business_unit_id","intervention_id") REFERENCES "intervention"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
CREATE INDEX "portal_action_use_intervention" ON "portal_action_use" USING btree ("intervention_id");
CREATE INDEX "portal_action_use_customer" ON "portal_action_use" USING btree ("customer_id");
CREATE INDEX "portal_action_type" ON "portal_action" USING btree ("activity_type_id","position");
