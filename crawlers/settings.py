"""Scrapy's settings. Each value that differs from Scrapy's default has its reason beside it.

What depends on the list or the installation (pace, user agent, size and time limits) is set by `ListSpider.update_settings`.
"""

BOT_NAME = "showfloor"
SPIDER_LOADER_CLASS = "crawlers.loader.ListLoader"  # one YAML in config/lists is one named spider

ROBOTSTXT_OBEY = True  # an exception needs a written reason in the list's YAML
AUTOTHROTTLE_ENABLED = True  # a slow answer is a site's way to ask for patience; costs no CPU
AUTOTHROTTLE_START_DELAY = 0.0  # the list's own pace is the floor already
AUTOTHROTTLE_MAX_DELAY = 30.0
COOKIES_ENABLED = (
    True  # some platforms answer only with their session cookie; a crawl is a process, so no list sees another's
)
REFERRER_POLICY = "same-origin"  # no site learns which other sites we read

DOWNLOAD_VERIFY_CERTIFICATES = True  # a list is evidence: it must come from the site that it names
DOWNLOAD_FAIL_ON_DATALOSS = True  # a truncated page would lose firms in silence
DOWNLOAD_WARNSIZE = 0  # the hard limit says enough
REDIRECT_MAX_TIMES = 8
METAREFRESH_MAXDELAY = 5  # longer ones reload a page for its visitors, and would loop here
RETRY_TIMES = 2
RETRY_HTTP_CODES = [500, 502, 503, 504, 522, 524, 408]  # 429 is left out: it stops the source instead
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # the report names the page already
HTTPERROR_ALLOW_ALL = True  # a 404 or a challenge page is an answer that the report must name
HTTPPROXY_ENABLED = False  # a proxy would hide the connected address from the address guard
DEPTH_LIMIT = 0  # the walk counts depth itself, as it knows chains from indexes
URLLENGTH_LIMIT = 8000  # platforms carry whole filters in their addresses

TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"  # the browser needs asyncio
TWISTED_DNS_RESOLVER = "crawlers.resolver.GuardedResolver"  # only checked addresses are connected to
DOWNLOAD_HANDLERS = {
    "http": "crawlers.guarded.GuardedHandler",
    "https": "crawlers.guarded.GuardedHandler",
    "file": None,  # a page must not make us read our own disk
    "data": None,
    "ftp": None,
    "s3": None,
}
DOWNLOADER_MIDDLEWARES = {
    "crawlers.drawing.DrawingMiddleware": 120,  # after robots.txt (100), in place of the download
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # platforms answer from their own API hosts
}
SPIDER_MIDDLEWARES = {"crawlers.archive.PageArchive": 900}
ITEM_PIPELINES = {"crawlers.outfile.OutFile": 500}
EXTENSIONS = {
    "crawlers.robots_pace.RobotsPace": 100,  # after AutoThrottle, which would undercut robots.txt
    # Not even imported: they cost a quarter of a second at each start.
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.feedexport.FeedExporter": None,
    "scrapy.extensions.spiderstate.SpiderState": None,
}

TELNETCONSOLE_ENABLED = False  # a port that runs code
REMOTE_CONTROL_ENABLED = False  # the same over HTTP
MEMUSAGE_LIMIT_MB = 1500  # hostile pages: the child dies, not the machine
MEMUSAGE_CHECK_INTERVAL_SECONDS = 5.0
LOG_LEVEL = "WARNING"
STATS_DUMP = False
LOGSTATS_INTERVAL = 0  # the parent shows progress
