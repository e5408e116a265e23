CREATE TABLE "api_key" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"prefix" text NOT NULL,
	"secret_hash" text NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"rights" jsonb NOT NULL,
	"activity_type_ids" jsonb,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "api_key_owner_unique" UNIQUE("business_unit_id","id"),
	CONSTRAINT "api_key_prefix_unique" UNIQUE("prefix")
);

CREATE TABLE "api_call" (
	"id" uuid PRIMARY KEY NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"api_key_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"route" text NOT NULL,
	"status" integer NOT NULL,
	"milliseconds" integer NOT NULL,
	"network_prefix" text NOT NULL
);

ALTER TABLE "api_key" ADD CONSTRAINT "api_key_business_unit_fk" FOREIGN KEY ("company_id","business_unit_id") REFERENCES "business_unit"("company_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "api_call" ADD CONSTRAINT "api_call_key_fk" FOREIGN KEY ("business_unit_id","api_key_id") REFERENCES "api_key"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
CREATE INDEX "api_call_key" ON "api_call" USING btree ("business_unit_id","api_key_id","id");
CREATE INDEX "api_call_at" ON "api_call" USING btree ("at");
