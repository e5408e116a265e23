CREATE TABLE "customer_search" (
	"row_number" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "customer_search_row_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"business_unit_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"words" text NOT NULL,
	"name_key" text NOT NULL,
	"reference_key" text NOT NULL,
	"external_key" text,
	"relationship" text NOT NULL,
	"kind" text NOT NULL,
	"category_id" uuid,
	"profile_id" uuid,
	"responsible_id" uuid,
	"not_located" boolean NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "customer_search_customer_unique" UNIQUE("business_unit_id","customer_id")
);

CREATE TABLE "customer_key" (
	"business_unit_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	CONSTRAINT "customer_key_pk" PRIMARY KEY("customer_id","kind","value")
);

CREATE TABLE "customer_distinct" (
	"business_unit_id" uuid NOT NULL,
	"first_id" uuid NOT NULL,
	"second_id" uuid NOT NULL,
	"staff_user_id" uuid,
	"decided_at" timestamp with time zone NOT NULL,
	CONSTRAINT "customer_distinct_pk" PRIMARY KEY("first_id","second_id")
);

ALTER TABLE "customer" ADD COLUMN "merged_into_id" uuid;
ALTER TABLE "customer_search" ADD CONSTRAINT "customer_search_customer_fk" FOREIGN KEY ("business_unit_id","customer_id") REFERENCES "customer"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "customer_key" ADD CONSTRAINT "customer_key_customer_fk" FOREIGN KEY ("business_unit_id","customer_id") REFERENCES "customer_search"("business_unit_id","customer_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "customer_distinct" ADD CONSTRAINT "customer_distinct_staff_user_id_staff_user_id_fk" FOREIGN KEY ("staff_user_id") REFERENCES "staff_user"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "customer_distinct" ADD CONSTRAINT "customer_distinct_first_fk" FOREIGN KEY ("business_unit_id","first_id") REFERENCES "customer"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "customer_distinct" ADD CONSTRAINT "customer_distinct_second_fk" FOREIGN KEY ("business_unit_id","second_id") REFERENCES "customer"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
CREATE INDEX "customer_search_name" ON "customer_search" USING btree ("business_unit_id","name_key","customer_id");
CREATE INDEX "customer_search_relationship" ON "customer_search" USING btree ("business_unit_id","relationship");
CREATE INDEX "customer_search_updated" ON "customer_search" USING btree ("business_unit_id","updated_at","customer_id");
CREATE INDEX "customer_key_value" ON "customer_key" USING btree ("business_unit_id","kind","value");
CREATE INDEX "customer_distinct_second" ON "customer_distinct" USING btree ("second_id");
ALTER TABLE "customer" ADD CONSTRAINT "customer_merged_into_id_customer_id_fk" FOREIGN KEY ("merged_into_id") REFERENCES "customer"("id") ON DELETE no action ON UPDATE no action;
CREATE INDEX "customer_merged_into" ON "customer" USING btree ("merged_into_id") WHERE "customer"."merged_into_id" IS NOT NULL;
