CREATE TABLE "access_link" (
	"access_id" uuid PRIMARY KEY NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "access_link_token_unique" UNIQUE("token_hash")
);

CREATE TABLE "sms_day" (
	"business_unit_id" uuid NOT NULL,
	"date" text NOT NULL,
	"country" text NOT NULL,
	"messages" integer DEFAULT 0 NOT NULL,
	"used" integer DEFAULT 0 NOT NULL,
	"refused" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "sms_day_pk" PRIMARY KEY("business_unit_id","date","country")
);

ALTER TABLE "business_unit" ADD COLUMN "sms_countries" jsonb;
ALTER TABLE "business_unit" ADD COLUMN "sms_per_day" integer DEFAULT 200 NOT NULL;
ALTER TABLE "business_unit" ADD COLUMN "sms_per_country_and_day" integer DEFAULT 100 NOT NULL;
ALTER TABLE "business_unit" ADD COLUMN "permanent_links" boolean DEFAULT false NOT NULL;
ALTER TABLE "sign_in_challenge" ADD COLUMN "link_hash" text;
ALTER TABLE "sign_in_challenge" ADD COLUMN "session_hash" text;
ALTER TABLE "sign_in_challenge" ADD COLUMN "access_id" uuid;
ALTER TABLE "portal_session" ADD COLUMN "remembered" boolean DEFAULT false NOT NULL;
ALTER TABLE "portal_session" ADD COLUMN "proven_at" timestamp with time zone;
ALTER TABLE "portal_session" ADD COLUMN "device" text;
ALTER TABLE "access_link" ADD CONSTRAINT "access_link_access_fk" FOREIGN KEY ("business_unit_id","access_id") REFERENCES "access"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "sms_day" ADD CONSTRAINT "sms_day_business_unit_id_business_unit_id_fk" FOREIGN KEY ("business_unit_id") REFERENCES "business_unit"("id") ON DELETE no action ON UPDATE no action;
CREATE INDEX "sign_in_challenge_link" ON "sign_in_challenge" USING btree ("link_hash");
CREATE INDEX "sign_in_challenge_access" ON "sign_in_challenge" USING btree ("access_id","created_at");
