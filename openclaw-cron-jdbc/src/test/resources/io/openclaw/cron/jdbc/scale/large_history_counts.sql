count(*) FILTER (WHERE e.status = 'completed'), count(*) FILTER (WHERE e.status = 'failed'),
  count(*) FILTER (WHERE e.status = 'timeout'), count(*) FILTER (WHERE e.status = 'skipped'),
  count(*) FILTER (WHERE e.status = 'cancelled'),
  array_fill(CAST(0 AS bigint), ARRAY[20]) || ARRAY[<classes>],
  CAST(coalesce(sum(e.execution_time_ms), 0) * 1000 AS bigint), CAST(coalesce(max(e.execution_time_ms), 0) * 1000 AS bigint),
  count(e.started_at) * 3000, CASE WHEN count(e.started_at) > 0 THEN 3000 ELSE 0 END, count(e.started_at), 0, 0
