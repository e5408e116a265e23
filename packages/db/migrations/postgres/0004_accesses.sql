CREATE TABLE "access_period" (
	"business_unit_id" uuid NOT NULL,
	"access_id" uuid NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "access_period_pk" PRIMARY KEY("access_id","started_at")
);

ALTER TABLE "business_unit" ADD COLUMN "new_accesses_enabled" boolean DEFAULT true NOT NULL;
ALTER TABLE "access" ADD COLUMN "notes" text DEFAULT '' NOT NULL;
ALTER TABLE "access" ADD COLUMN "deleted_at" timestamp with time zone;
ALTER TABLE "access_period" ADD CONSTRAINT "access_period_access_fk" FOREIGN KEY ("business_unit_id","access_id") REFERENCES "access"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
CREATE INDEX "access_period_unit" ON "access_period" USING btree ("business_unit_id","started_at");
CREATE UNIQUE INDEX "access_period_open_unique" ON "access_period" USING btree ("access_id") WHERE "access_period"."ended_at" IS NULL;
