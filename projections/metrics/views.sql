-- The stable interface for analysts: macros, the daily state and the views over it.

CREATE MACRO rate(part, whole) AS part::DOUBLE / nullif(whole, 0);
COMMENT ON MACRO rate IS 'part / whole as a share; NULL where whole is 0 or NULL.';

CREATE MACRO reduction_pct(used, baseline) AS
    100.0 * (baseline - used)::DOUBLE / nullif(baseline, 0);
COMMENT ON MACRO reduction_pct IS
    'Per cent saved against the baseline; negative where more was used; NULL where the baseline is 0 or NULL.';

CREATE VIEW aggregated_metrics AS
WITH unit (period, part, step) AS (
    VALUES
        ('daily', 'day', INTERVAL 1 DAY),
        ('weekly', 'week', INTERVAL 7 DAY),
        ('monthly', 'month', INTERVAL 1 MONTH)
),
span AS (
    SELECT min(day) AS earliest, max(day) AS latest FROM generation_daily
),
bucket AS (
    SELECT
        period,
        step,
        unnest(generate_series(
            date_trunc(part, earliest), date_trunc(part, latest), step
        ))::DATE AS start_date
    FROM unit, span
),
summed AS (
    SELECT
        period,
        date_trunc(part, day)::DATE AS start_date,
        sum(generations) AS generations,
        sum(total_time) AS total_time,
        sum(total_tokens) AS total_tokens,
        sum(cache_hits) AS cache_hits,
        sum(template_used) AS template_used,
        sum(validations_confident) AS validations_confident,
        sum(approvals) AS approvals,
        sum(tests_run) AS tests_run,
        sum(tests_passed) AS tests_passed
    FROM generation_daily, unit
    GROUP BY ALL
)
SELECT
    bucket.period,
    bucket.start_date,
    least((bucket.start_date + bucket.step - INTERVAL 1 DAY)::DATE, DATE '9999-12-31') AS end_date,
    coalesce(summed.generations, 0)::BIGINT AS total_requests,
    rate(summed.total_time, summed.generations) AS avg_total_time,
    rate(summed.total_tokens, summed.generations) AS avg_tokens,
    rate(summed.cache_hits, summed.generations) AS cache_hit_rate,
    rate(summed.template_used, summed.generations) AS template_usage_rate,
    rate(summed.validations_confident, summed.generations) AS confident_validation_rate,
    rate(summed.approvals, summed.generations) AS approval_rate,
    rate(summed.tests_passed, summed.tests_run) AS test_pass_rate,
    reduction_pct(rate(summed.total_tokens, summed.generations), baseline.tokens)
        AS token_reduction_pct,
    reduction_pct(rate(summed.total_time, summed.generations), baseline.seconds)
        AS time_reduction_pct
FROM bucket
LEFT JOIN summed USING (period, start_date)
CROSS JOIN meta.baseline AS baseline
ORDER BY bucket.period, bucket.start_date;

COMMENT ON VIEW aggregated_metrics IS
    'AggregatedMetrics by UTC day, ISO week (Monday to Sunday) and calendar month, from the first to the last generation. A period without generations has total_requests 0 and NULL everywhere else.';
COMMENT ON COLUMN aggregated_metrics.period IS 'daily, weekly or monthly.';
COMMENT ON COLUMN aggregated_metrics.start_date IS 'First UTC day of the period.';
COMMENT ON COLUMN aggregated_metrics.end_date IS 'Last UTC day of the period, inclusive.';
COMMENT ON COLUMN aggregated_metrics.total_requests IS 'Generations in the period.';
COMMENT ON COLUMN aggregated_metrics.avg_total_time IS
    'Mean seconds a generation. NULL: there was none.';
COMMENT ON COLUMN aggregated_metrics.avg_tokens IS
    'Mean model tokens a generation. NULL: there was none.';
COMMENT ON COLUMN aggregated_metrics.cache_hit_rate IS
    'Share of generations whose recognition came from the cache, 0 to 1. NULL: no generation.';
COMMENT ON COLUMN aggregated_metrics.template_usage_rate IS
    'Share of generations that used templates, 0 to 1. NULL: no generation.';
COMMENT ON COLUMN aggregated_metrics.confident_validation_rate IS
    'Share of generations reviewed with a confident outcome and without a model, 0 to 1. NULL: no generation.';
COMMENT ON COLUMN aggregated_metrics.approval_rate IS
    'Share of generations that were approved, 0 to 1. NULL: no generation.';
COMMENT ON COLUMN aggregated_metrics.test_pass_rate IS
    'Share of the generations whose tests were run that passed them, 0 to 1. NULL: none was run.';
COMMENT ON COLUMN aggregated_metrics.token_reduction_pct IS
    'Per cent of the baseline tokens (meta.baseline) saved by the mean generation. NULL: no generation, or a baseline of 0.';
COMMENT ON COLUMN aggregated_metrics.time_reduction_pct IS
    'Per cent of the baseline seconds (meta.baseline) saved by the mean generation. NULL: no generation, or a baseline of 0.';

-- FROM aggregated_metrics('weekly', first_day := DATE '2026-01-01')
CREATE MACRO aggregated_metrics(wanted, first_day := NULL, last_day := NULL) AS TABLE
SELECT * FROM main.aggregated_metrics
WHERE period = wanted
    AND (first_day IS NULL OR end_date >= first_day)
    AND (last_day IS NULL OR start_date <= last_day)
ORDER BY start_date;
COMMENT ON MACRO TABLE aggregated_metrics IS
    'The rows of one period (daily, weekly, monthly) that overlap first_day to last_day; both may be left out.';

CREATE VIEW rule_outcome AS
SELECT
    validation.position,
    validation.event_id,
    validation.occurred_at,
    validation.day,
    validation.request_id,
    outcome_set.* EXCLUDE (set_id)
FROM validation
JOIN outcome_set USING (set_id);

COMMENT ON VIEW rule_outcome IS
    'One row a rule within a review; position joins it to validation. Reviews that end the same share their rows, which are kept once, in outcome_set.';
COMMENT ON COLUMN rule_outcome.position IS 'Place of the review in the log.';
COMMENT ON COLUMN rule_outcome.event_id IS 'Identity of the review.';
COMMENT ON COLUMN rule_outcome.occurred_at IS 'When the review ended.';
COMMENT ON COLUMN rule_outcome.day IS 'The UTC day that it counts for.';
COMMENT ON COLUMN rule_outcome.request_id IS 'Correlates all rows of one request.';
COMMENT ON COLUMN rule_outcome.place IS 'Place of the rule among those of the review, from 1.';
COMMENT ON COLUMN rule_outcome.rule_id IS 'The rule that spoke.';
COMMENT ON COLUMN rule_outcome.outcome IS 'confident_approval, confident_rejection or uncertain.';
COMMENT ON COLUMN rule_outcome.confidence IS 'From 0 to 1.';
COMMENT ON COLUMN rule_outcome.applicable IS 'False: the code has no subject of the rule''s kind.';
COMMENT ON COLUMN rule_outcome.first_line IS 'The first line it named. NULL: it named none.';
