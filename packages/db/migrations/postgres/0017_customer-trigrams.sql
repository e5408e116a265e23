-- Which rows of customer_search hold three letters in a row. Where the extension is not there, or this user may not
-- create it, searches read all rows of a unit instead, with the same answers (docs/operations.md).
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE INDEX "customer_search_words" ON "customer_search" USING gin ("words" gin_trgm_ops);
EXCEPTION WHEN OTHERS THEN
  RAISE WARNING 'customer_search has no index of trigrams: %', SQLERRM;
END
$$;
