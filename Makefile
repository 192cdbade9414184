# The commands of this project. Needed: Go, Node with npm, make and git.

# Some tests need programs from outside: Chromium (ATLAS_BROWSER), and nginx, Java
# and xmllint (ATLAS_TOOLS). Both say what happens where one is missing: empty, the
# tests are skipped and named; "required", they fail.
ATLAS_BROWSER ?=
ATLAS_TOOLS ?=
export ATLAS_BROWSER ATLAS_TOOLS
# For more words from go test: make test TESTFLAGS=-v
TESTFLAGS ?=

.PHONY: site serve test quick pretty format vet staticcheck light slow browser check bench screenshots lighthouse golden fuzz binaries clean
.DEFAULT_GOAL := site

## site: set everything up and build the atlas into public/
site: node_modules/.site bin/atlas
	bin/atlas build
	@echo
	@echo "The atlas stands in public/. Open public/index.html in a browser,"
	@echo "or run \"make serve\" for one that follows your edits."

## serve: show the atlas while it is edited, at http://127.0.0.1:8080/
serve: node_modules/.site bin/atlas
	bin/atlas serve

## check: list everything that is wrong with the content, and write nothing
check: node_modules/.site bin/atlas
	bin/atlas check

## test: everything that must hold, the quick things first
test: node_modules/.tests format vet light staticcheck slow browser

## quick: what shows most mistakes in less than a minute, without the browser, the web servers and the long proofs
quick: node_modules/.tests format
	go test -short $(TESTFLAGS) ./...

## pretty: format the style sheets and the browser's scripts; the tests of generator/scripts hold them to it
pretty: node_modules/.tests
	node_modules/.bin/prettier --log-level warn --write 'templates/**/*.{css,ts}' 'generator/**/*.{css,ts}'

format:
	@bad=$$(gofmt -l generator templates); if [ -n "$$bad" ]; then echo "gofmt would change:"; echo "$$bad"; exit 1; fi

vet:
	go vet ./...

staticcheck:
	go tool staticcheck ./...

# The packages whose tests take longer than all others together; the longest begin
# first. What go test itself would vet was vetted before.
SLOW = site command host search serve modules publish watch
light: node_modules/.tests vet
	go test -vet=off -timeout 10m $(TESTFLAGS) $$(go list ./... | grep -v $(foreach p,browser $(SLOW),-e '/generator/$(p)$$'))

slow: node_modules/.tests vet
	go test -vet=off -timeout 20m $(TESTFLAGS) $(SLOW:%=./generator/%)

browser: node_modules/.tests
	go test -v -timeout 30m ./generator/browser

## lighthouse: how Lighthouse judges the main pages on a phone, the median of three runs
lighthouse: node_modules/.tests
	@ATLAS_BROWSER=required ATLAS_TOOLS=required go test -run TestLighthouse -count=1 -timeout 40m -v ./generator/browser -args -runs 3

## golden: write the expected outputs of the tests anew; look at the difference before you keep it
golden: node_modules/.site
	UPDATE=1 go test ./generator/golden ./generator/command

## bench: how long the atlas takes and how much memory, beside Hugo and a bare loop; writes the results into README.md
HUGO = github.com/gohugoio/hugo@v0.165.0
SIZES ?= 1000,10000,50000
RICH ?= 1000,10000
bench: node_modules/.tests bin/atlas bin/hugo
	go test -run '^$$' -bench 'Cold|Kept|Unchanged|Edit|LargeLayer' -benchtime 5x -timeout 20m ./generator/bench > bin/bench.txt
	go test -run '^$$' -bench '^BenchmarkMaps$$|AllChartsCold' -benchtime 5x ./generator/draw >> bin/bench.txt
	go test -run '^$$' -bench '^BenchmarkNet$$' -benchtime 5x ./generator/watch >> bin/bench.txt
	ATLAS_BROWSER=$(ATLAS_BROWSER) go test -run '^$$' -bench '^BenchmarkPan$$' -benchtime 5x ./generator/browser >> bin/bench.txt
	go build -o bin/peers ./generator/bench/peers
	bin/peers -hugo bin/hugo -sizes '$(SIZES)' -rich '$(RICH)' -bench bin/bench.txt -into README.md

bin/hugo:
	GOFLAGS=-mod=mod GOBIN=$(CURDIR)/bin go install $(HUGO)

## fuzz: every fuzz target for a minute, or for FUZZTIME
FUZZTIME ?= 1m
fuzz:
	@for d in $$(grep -rl '^func Fuzz' --include=*_test.go generator | xargs -n1 dirname | sort -u); do \
	  for t in $$(grep -hoE '^func Fuzz[A-Za-z0-9]+' $$d/*_test.go | sed 's/func //'); do \
	    go test -run '^$$' -fuzz "^$$t\$$" -fuzztime $(FUZZTIME) ./$$d || exit 1; \
	  done; \
	done

## proof: thousands of random edits, after each the same site as built anew, other ones with SEED=; random plans of which each character is on the page; then storms and dances of folders under the preview
SEED ?= 1
proof: node_modules/.tests
	go test -run 'Proof|Mended' -count=1 -v -timeout 60m ./generator/site -args -edits 5000 -builds 100 -seed $(SEED)
	go test -run 'Kept' -count=1 -timeout 30m ./generator/page -args -plans 10000 -plan-seed $(SEED)
	go test -run 'Dances|Storm' -count=5 -timeout 30m ./generator/watch ./generator/command
	go test -run Proof -count=1 -v ./generator/anchor -args -sequences 10000 -seed $(SEED)

## screenshots: every type of page in both languages, three widths, light and dark, into screenshots/
screenshots: node_modules/.site
	@rm -rf screenshots
	go test -tags screenshots -run TestScreenshots -count=1 -timeout 30m ./generator/browser -args -into $(CURDIR)/screenshots

## binaries: one program for each system with everything inside, and their checksums, into dist/
SYSTEMS = linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64
binaries: node_modules/.site
	go run ./generator/modules/pack . generator/modules/modules.zip
	rm -rf dist && mkdir dist
	for system in $(SYSTEMS); do \
		export GOOS=$${system%/*} GOARCH=$${system#*/} CGO_ENABLED=0; \
		case $$GOOS in windows) suffix=.exe ;; *) suffix= ;; esac; \
		case $$GOARCH in amd64) go vet -tags carry $$(go list -deps -tags carry ./generator | grep ^atlas/) || exit 1 ;; esac; \
		go build -tags carry -trimpath -buildvcs=false -ldflags '-s -w' -o dist/atlas-$$GOOS-$$GOARCH$$suffix ./generator || exit 1; \
	done
	cd dist && sha256sum atlas-* > SHA256SUMS

clean:
	rm -rf bin dist .cache screenshots public/* .public.*

# Always asked for: Go knows best what has changed.
.PHONY: bin/atlas
bin/atlas:
	go build -o bin/atlas ./generator

# What building a site needs, and what testing needs beside it. No package's own
# install script is run: none is needed, and they fetch from elsewhere.
node_modules/.site: package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund $(if $(wildcard node_modules/.tests),,--omit=dev)
	@touch $@ $(wildcard node_modules/.tests)
node_modules/.tests: package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund
	@touch node_modules/.site $@
