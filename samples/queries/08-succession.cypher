// من خلف من؟
MATCH (جديد:شخص)-[:خلف]->(سابق:شخص)
OPTIONAL MATCH (جديد)-[:يشغل]->(م:منصب)<-[:يشغل]-(سابق)
RETURN جديد.name AS الخلف, سابق.name AS السلف, collect(DISTINCT م.name) AS المناصب
ORDER BY الخلف
