CREATE TABLE "external_calendar" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"technician_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"host" text NOT NULL,
	"sealed" text NOT NULL,
	"stale_after" integer NOT NULL,
	"problem" text,
	"problem_line" integer,
	"last_read_at" timestamp with time zone NOT NULL,
	"stale_at" timestamp with time zone NOT NULL,
	"last_tried_at" timestamp with time zone NOT NULL,
	"next_read_at" timestamp with time zone NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"version" jsonb,
	"stale_told_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "external_calendar_owner_unique" UNIQUE("company_id","id")
);

CREATE TABLE "external_event" (
	"company_id" uuid NOT NULL,
	"calendar_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"technician_id" uuid NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"lon" double precision,
	"lat" double precision,
	CONSTRAINT "external_event_pk" PRIMARY KEY("calendar_id","position")
);

CREATE TABLE "technician_feed" (
	"technician_id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "technician_feed_token_unique" UNIQUE("token_hash")
);

ALTER TABLE "external_calendar" ADD CONSTRAINT "external_calendar_technician_fk" FOREIGN KEY ("company_id","technician_id") REFERENCES "technician"("company_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "external_event" ADD CONSTRAINT "external_event_calendar_fk" FOREIGN KEY ("company_id","calendar_id") REFERENCES "external_calendar"("company_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "technician_feed" ADD CONSTRAINT "technician_feed_technician_fk" FOREIGN KEY ("company_id","technician_id") REFERENCES "technician"("company_id","id") ON DELETE no action ON UPDATE no action;
CREATE INDEX "external_calendar_technician" ON "external_calendar" USING btree ("technician_id");
CREATE INDEX "external_calendar_due" ON "external_calendar" USING btree ("next_read_at");
CREATE INDEX "external_calendar_stale" ON "external_calendar" USING btree ("stale_at");
CREATE INDEX "external_event_technician" ON "external_event" USING btree ("technician_id","starts_at");
