CREATE TABLE "preset" (
	"id" uuid PRIMARY KEY NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"list" text NOT NULL,
	"name" text NOT NULL,
	"key" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "preset_owner_unique" UNIQUE("business_unit_id","id"),
	CONSTRAINT "preset_name_unique" UNIQUE("business_unit_id","list","key")
);

CREATE TABLE "customer_tag" (
	"business_unit_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"key" text NOT NULL,
	"tag" text NOT NULL,
	CONSTRAINT "customer_tag_pk" PRIMARY KEY("customer_id","key")
);

CREATE TABLE "customer_contact" (
	"id" uuid PRIMARY KEY NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"name" text NOT NULL,
	"role" text DEFAULT '' NOT NULL,
	"email" text,
	"phone" text,
	"mobile" text,
	"notes" text DEFAULT '' NOT NULL,
	"access_id" uuid,
	"position" integer DEFAULT 0 NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "customer_contact_owner_unique" UNIQUE("business_unit_id","id")
);

ALTER TABLE "business_unit" ADD COLUMN "customers_edit_contact" boolean DEFAULT true NOT NULL;
ALTER TABLE "business_unit" ADD COLUMN "customers_edit_addresses" boolean DEFAULT false NOT NULL;
ALTER TABLE "customer" ADD COLUMN "first_name" text;
ALTER TABLE "customer" ADD COLUMN "mobile" text;
ALTER TABLE "customer" ADD COLUMN "website" text;
ALTER TABLE "customer" ADD COLUMN "tax_id_kind" text;
ALTER TABLE "customer" ADD COLUMN "tax_id" text;
ALTER TABLE "customer" ADD COLUMN "parent_id" uuid;
ALTER TABLE "customer" ADD COLUMN "category_id" uuid;
ALTER TABLE "customer" ADD COLUMN "profile_id" uuid;
ALTER TABLE "customer" ADD COLUMN "payment_method_id" uuid;
ALTER TABLE "customer" ADD COLUMN "payment_term_id" uuid;
ALTER TABLE "customer" ADD COLUMN "responsible_id" uuid;
ALTER TABLE "customer" ADD COLUMN "custom_fields" jsonb;
ALTER TABLE "customer" ADD COLUMN "extra" jsonb;
ALTER TABLE "customer" ADD COLUMN "updated_at" timestamp with time zone;
ALTER TABLE "preset" ADD CONSTRAINT "preset_business_unit_id_business_unit_id_fk" FOREIGN KEY ("business_unit_id") REFERENCES "business_unit"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "customer_tag" ADD CONSTRAINT "customer_tag_customer_fk" FOREIGN KEY ("business_unit_id","customer_id") REFERENCES "customer"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "customer_contact" ADD CONSTRAINT "customer_contact_customer_fk" FOREIGN KEY ("business_unit_id","customer_id") REFERENCES "customer"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "customer_contact" ADD CONSTRAINT "customer_contact_access_fk" FOREIGN KEY ("business_unit_id","access_id") REFERENCES "access"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
CREATE INDEX "customer_tag_key" ON "customer_tag" USING btree ("business_unit_id","key");
CREATE INDEX "customer_contact_customer" ON "customer_contact" USING btree ("business_unit_id","customer_id");
CREATE INDEX "customer_contact_access" ON "customer_contact" USING btree ("access_id");
ALTER TABLE "customer" ADD CONSTRAINT "customer_parent_id_customer_id_fk" FOREIGN KEY ("parent_id") REFERENCES "customer"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "customer" ADD CONSTRAINT "customer_category_id_preset_id_fk" FOREIGN KEY ("category_id") REFERENCES "preset"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "customer" ADD CONSTRAINT "customer_profile_id_preset_id_fk" FOREIGN KEY ("profile_id") REFERENCES "preset"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "customer" ADD CONSTRAINT "customer_payment_method_id_preset_id_fk" FOREIGN KEY ("payment_method_id") REFERENCES "preset"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "customer" ADD CONSTRAINT "customer_payment_term_id_preset_id_fk" FOREIGN KEY ("payment_term_id") REFERENCES "preset"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "customer" ADD CONSTRAINT "customer_responsible_id_staff_user_id_fk" FOREIGN KEY ("responsible_id") REFERENCES "staff_user"("id") ON DELETE no action ON UPDATE no action;
CREATE INDEX "customer_parent" ON "customer" USING btree ("parent_id");
