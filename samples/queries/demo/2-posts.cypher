// من يشغل أي منصب، وفي أي هيئة؟
MATCH (ش:شخص)-[ع:يشغل]->(م:منصب)-[:منصب_في]->(ه:منظمة)
WHERE ع.status IS NULL OR ع.status <> 'former'
RETURN ش.name AS الشخص, م.name AS المنصب, ه.name AS الهيئة, amana.evidence(ع)[0].exact AS الدليل
ORDER BY الهيئة, المنصب, الشخص
LIMIT 5
