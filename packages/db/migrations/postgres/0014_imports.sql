CREATE TABLE "import_run" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"target" text NOT NULL,
	"file_name" text NOT NULL,
	"size" integer DEFAULT 0 NOT NULL,
	"state" text NOT NULL,
	"phase" text,
	"mode" text NOT NULL,
	"layout" jsonb,
	"options" jsonb NOT NULL,
	"total" integer,
	"done" integer DEFAULT 0 NOT NULL,
	"counts" jsonb NOT NULL,
	"failure" jsonb,
	"staff_user_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"written_at" timestamp with time zone,
	"revision" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "import_run_owner_unique" UNIQUE("business_unit_id","id")
);

CREATE TABLE "import_piece" (
	"business_unit_id" uuid NOT NULL,
	"import_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "import_piece_pk" PRIMARY KEY("import_id","number")
);

CREATE TABLE "import_line" (
	"business_unit_id" uuid NOT NULL,
	"import_id" uuid NOT NULL,
	"line" integer NOT NULL,
	"part" integer NOT NULL,
	"outcome" text NOT NULL,
	"record_type" text,
	"record_id" uuid,
	"problem" text,
	"field" text,
	"column_number" integer,
	"other_line" integer,
	"before" jsonb,
	"revision" integer,
	"undoing" text,
	CONSTRAINT "import_line_pk" PRIMARY KEY("import_id","line","part")
);

ALTER TABLE "import_run" ADD CONSTRAINT "import_run_business_unit_fk" FOREIGN KEY ("company_id","business_unit_id") REFERENCES "business_unit"("company_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "import_run" ADD CONSTRAINT "import_run_staff_user_fk" FOREIGN KEY ("company_id","staff_user_id") REFERENCES "staff_user"("company_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "import_piece" ADD CONSTRAINT "import_piece_import_fk" FOREIGN KEY ("business_unit_id","import_id") REFERENCES "import_run"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "import_line" ADD CONSTRAINT "import_line_import_fk" FOREIGN KEY ("business_unit_id","import_id") REFERENCES "import_run"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
CREATE INDEX "import_run_created" ON "import_run" USING btree ("business_unit_id","created_at");
CREATE INDEX "import_line_record" ON "import_line" USING btree ("business_unit_id","record_id");
