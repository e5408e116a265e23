CREATE TABLE "staff_recovery_code" (
	"staff_user_id" uuid NOT NULL,
	"code_mac" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "staff_recovery_code_pk" PRIMARY KEY("staff_user_id","code_mac")
);

CREATE TABLE "staff_invitation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"email" text NOT NULL,
	"language" text NOT NULL,
	"roles" jsonb NOT NULL,
	"token_hash" text NOT NULL,
	"renews_factors" boolean DEFAULT false NOT NULL,
	"invited_by" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "staff_invitation_token_unique" UNIQUE("token_hash")
);

ALTER TABLE "staff_session" ADD COLUMN "proven_at" timestamp with time zone;
ALTER TABLE "staff_recovery_code" ADD CONSTRAINT "staff_recovery_code_staff_user_id_staff_user_id_fk" FOREIGN KEY ("staff_user_id") REFERENCES "staff_user"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "staff_invitation" ADD CONSTRAINT "staff_invitation_business_unit_fk" FOREIGN KEY ("company_id","business_unit_id") REFERENCES "business_unit"("company_id","id") ON DELETE no action ON UPDATE no action;
CREATE INDEX "staff_invitation_unit" ON "staff_invitation" USING btree ("business_unit_id","created_at");
CREATE INDEX "staff_invitation_email" ON "staff_invitation" USING btree ("company_id","email");
