// من عُيّن أو انتُخب أو استقال أو أُعفي، ومتى؟
MATCH (p:Person)-[h:HOLDS]->(t:Post)
WHERE h.event IN ['appointed', 'elected', 'reelected', 'resigned', 'dismissed']
OPTIONAL MATCH (t)-[:POST_IN]->(o:Organization)
RETURN h.event AS event, p.name AS person, t.name AS post, o.name AS body, coalesce(h.since, h.until) AS date
ORDER BY event, date, person
