CREATE TABLE "portal_preview" (
	"grant_hash" text PRIMARY KEY NOT NULL,
	"session_hash" text,
	"company_id" uuid NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"access_id" uuid NOT NULL,
	"staff_user_id" uuid NOT NULL,
	"staff_session_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "portal_preview_session_unique" UNIQUE("session_hash")
);

ALTER TABLE "portal_preview" ADD CONSTRAINT "portal_preview_business_unit_fk" FOREIGN KEY ("company_id","business_unit_id") REFERENCES "business_unit"("company_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "portal_preview" ADD CONSTRAINT "portal_preview_access_fk" FOREIGN KEY ("business_unit_id","access_id") REFERENCES "access"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "portal_preview" ADD CONSTRAINT "portal_preview_staff_user_fk" FOREIGN KEY ("company_id","staff_user_id") REFERENCES "staff_user"("company_id","id") ON DELETE no action ON UPDATE no action;
CREATE INDEX "portal_preview_expiry" ON "portal_preview" USING btree ("expires_at");
