CREATE TABLE "signed_document" (
	"id" uuid PRIMARY KEY NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"portal_action_id" uuid NOT NULL,
	"intervention_id" uuid NOT NULL,
	"access_id" uuid NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"language" text NOT NULL,
	"hash" text NOT NULL,
	"decision" text NOT NULL,
	"signer_name" text NOT NULL,
	"reason" text,
	"drawing_id" uuid,
	"signed_at" timestamp with time zone NOT NULL,
	"erased_at" timestamp with time zone,
	CONSTRAINT "signed_document_once" UNIQUE("intervention_id","portal_action_id")
);

ALTER TABLE "portal_action" ADD COLUMN "document" jsonb;
ALTER TABLE "portal_action" ADD COLUMN "staff_confirms" boolean DEFAULT false NOT NULL;
ALTER TABLE "intervention" ADD COLUMN "awaiting_since" timestamp with time zone;
ALTER TABLE "signed_document" ADD CONSTRAINT "signed_document_intervention_fk" FOREIGN KEY ("business_unit_id","intervention_id") REFERENCES "intervention"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "signed_document" ADD CONSTRAINT "signed_document_access_fk" FOREIGN KEY ("business_unit_id","access_id") REFERENCES "access"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
CREATE INDEX "signed_document_access" ON "signed_document" USING btree ("access_id");
