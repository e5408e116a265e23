CREATE TABLE "staff_passkey" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"staff_user_id" uuid NOT NULL,
	"credential_id" text NOT NULL,
	"public_key" text NOT NULL,
	"counter" double precision NOT NULL,
	"transports" jsonb NOT NULL,
	"name" text NOT NULL,
	"backed_up" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "staff_passkey_credential_unique" UNIQUE("credential_id")
);

CREATE TABLE "staff_spent_challenge" (
	"challenge_hash" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);

ALTER TABLE "staff_passkey" ADD CONSTRAINT "staff_passkey_staff_user_fk" FOREIGN KEY ("company_id","staff_user_id") REFERENCES "staff_user"("company_id","id") ON DELETE no action ON UPDATE no action;
CREATE INDEX "staff_passkey_staff_user" ON "staff_passkey" USING btree ("company_id","staff_user_id");
