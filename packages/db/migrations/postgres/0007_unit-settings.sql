CREATE TABLE "logo" (
	"business_unit_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"picture" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "logo_pk" PRIMARY KEY("business_unit_id","hash")
);

ALTER TABLE "business_unit" ADD COLUMN "display_name" text;
ALTER TABLE "business_unit" ADD COLUMN "contact_address" text;
ALTER TABLE "business_unit" ADD COLUMN "background_colour" text;
ALTER TABLE "business_unit" ADD COLUMN "own_domain" text;
ALTER TABLE "business_unit" ADD COLUMN "closures" jsonb;
ALTER TABLE "logo" ADD CONSTRAINT "logo_business_unit_id_business_unit_id_fk" FOREIGN KEY ("business_unit_id") REFERENCES "business_unit"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "business_unit" ADD CONSTRAINT "business_unit_own_domain_unique" UNIQUE("own_domain");
