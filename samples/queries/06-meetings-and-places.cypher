// أي الاجتماعات عُقدت وأين، وأيها مقرر أو مؤجل أو ملغى؟
MATCH (m:Meeting)
OPTIONAL MATCH (m)-[:HELD_AT]->(x:Place)
WITH m, collect(x.name) AS places
RETURN m.status AS status, m.name AS meeting, m.date AS date, places
ORDER BY status, date, meeting
