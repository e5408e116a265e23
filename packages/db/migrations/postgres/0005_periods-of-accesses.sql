-- Accesses that were there before periods were kept: those enabled now count since they were made.
INSERT INTO access_period (business_unit_id, access_id, started_at)
SELECT business_unit_id, id, created_at FROM access WHERE enabled;
