# Turns what go test -bench prints into a table for the README.
BEGIN {
	work["ColdBuild"] = "full build, nothing cached"
	work["DrawingsKept"] = "full build, drawings cached"
	work["Unchanged"] = "build, nothing changed"
	work["Edit"] = "edit of a paragraph, save to served"
	work["LargeLayer"] = "full build of a map of 3,000 counties, 2 million positions"
	print "| work | median | 95th percentile | peak memory |"
	print "|---|---|---|---|"
}
/^cpu:/ { cpu = substr($0, 6) }
/^Benchmark/ {
	name = $1
	sub(/^Benchmark/, "", name)
	cores = 1
	if (match(name, /-[0-9]+$/)) { cores = substr(name, RSTART + 1); sub(/-[0-9]+$/, "", name) }
	for (i = 3; i < NF; i += 2) value[$(i + 1)] = $i
	printf "| %s | %s ms | %s ms | %s MB |\n", (name in work) ? work[name] : name, round(value["median-ms"]), round(value["p95-ms"]), round(value["peak-MB"])
	next
}
/^(---|FAIL|panic|ok )/ || /Error|bench_test/ { if ($0 !~ /^ok/) { failed = 1; print > "/dev/stderr" } }
END {
	printf "\n%s cores, %s\n", cores, cpu
	exit failed
}
function round(x) { return x < 10 ? sprintf("%.1f", x) : sprintf("%.0f", x) }
