"""The [indexer] section of config.toml: every tunable of analysis, ranking, snippets and the index."""

from typing import Literal

from pydantic import Field

from corpus.settings import Section


class ZoneWeights(Section):
    """[indexer.ranking.zones]: how much an occurrence counts by where it stands; in the body it is 1."""

    title: float = Field(default=2.5, ge=0)
    """The subject in 10-20 syllables: on 101 staff queries any value from 2 to 3 gave the same order."""
    lead: float = Field(default=1.5, ge=0)
    """Who met, when and where."""
    body: float = Field(default=1.0, ge=0)
    """The measure of the others."""
    aside: float = Field(default=0.8, ge=0)
    """Captions, attachment names, people, agency, letterhead: true, but said elsewhere too."""
    files: float = Field(default=0.3, ge=0)
    """What attached files say: a thick report has every word. Whoever means it types several of them."""


class RankingSettings(Section):
    """[indexer.ranking]: the weight of each signal. A signal at 0 is off."""

    saturation_k1: float = Field(default=1.2, gt=0)
    """BM25's usual value; 0.9 to 1.5 gave the same order on portal articles."""
    length_b: float = Field(default=0.65, ge=0, le=1)
    """Portal articles of 300-900 syllables stand beside items of one line. Of 107 golden queries .5 found 100
    first among 300 other articles, .65 103, .75 102; on 2,732 questions .75 gave .927 nDCG@10, .5 .924
    (2026-11)."""
    zones: ZoneWeights = ZoneWeights()
    accented: float = Field(default=0.8, ge=0)
    """Syllables as typed with accents. Only asked when accents were typed."""
    folded_when_accented: float = Field(default=0.2, ge=0)
    """Folded syllables beside accented ones: without them a lost accent in the article loses the article.
    On half of 2,732 questions .2, .3, .4 gave .927, .925, .923 nDCG@10, the other half said the same."""
    other_accents: float = Field(default=0.7, ge=0, le=1)
    """What a syllable counts for in coverage where an article has it with other accents than those typed:
    `sơ kết` is not the `cơ sở` and `tổng kết` of its neighbour, but may be its misspelling."""
    folded_when_bare: float = Field(default=1.2, ge=0)
    """Folded syllables where they were typed without accents: they are all there is to go by. Beside accented
    ones they are names and foreign words: 1.2 gave .928 nDCG@10 on half of 2,732 questions, 1.0 .927."""
    pairs: float = Field(default=0.5, ge=0)
    """Folded syllable pairs carry most of what word segmentation promises (+4 points of MRR)."""
    words: float = Field(default=0.1, ge=0)
    """pyvi's words; on half of 2,732 questions 0, .1 and .25 gave .921, .921 and .918: their segmentation
    errors cost what they bring (2026-11)."""
    concepts: float = Field(default=2.0, ge=0)
    """One concept stands for two to six syllables, so it weighs like two."""
    numbers: float = Field(default=5.0, ge=0)
    """Who types a document number wants that document."""
    coverage_power: float = Field(default=2.0, ge=0)
    """Score is multiplied by (share of the query found) to this power up to 3 units, to less of it for
    longer queries (a quarter for six), not at all above 12: keywords gain (87.5 to 94.6), questions lose."""
    title_share: float = Field(default=0.3, ge=0)
    """Full query in the title multiplies the score by 1 + this. Of 107 golden queries among 1,500 articles
    .3 put 97 first, .6 put 94: titles share their common words."""
    dated: float = Field(default=0.2, ge=0)
    """A date among the words multiplies the score of what was published then by 1 + this: enough to part two
    meetings of one name, too little to lift other things above them (2026-11)."""
    phrase: float = Field(default=1.5, ge=0)
    """Query found as one run multiplies the score by 1 + this: tells a name from its parts. The longer the
    query, the less its parts tell: questions lost .4 points of nDCG@10 by them (2026-11)."""
    phrase_of_sentence: float = Field(default=0.8, ge=0)
    """The same for sentences, by their neighbourhoods anywhere: 251 long questions about laws had .903
    nDCG@10 with 0, .912 with .5, .916 with .8, .915 with 1.5, .910 with 3 (2026-11)."""
    phrase_window_hits: int = Field(default=200, ge=0)
    """Positions are read for this many best hits only: reading them is the dear part."""


class SnippetSettings(Section):
    """[indexer.snippets]: passages shown under a hit."""

    passages: int = Field(default=2, ge=0, le=5)
    """The second shows what the first does not; a third is not read on a phone."""
    passage_chars: int = Field(default=240, ge=60)
    """About three lines on a phone."""


class MergeSettings(Section):
    """[indexer.merging]: when segments of the index are put together (Lucene's tiered policy)."""

    segments_per_tier: int = Field(default=8, ge=2, le=100)
    """Segments of about one size: with more, searches look into too many; with fewer, each article is
    written again more often."""
    floor_articles: int = Field(default=2000, ge=1)
    """Smaller segments count as that large: those of single updates are put together early."""
    largest_articles: int = Field(default=5_000_000, ge=1000)
    """No merge makes a larger segment: it would hold the disk for minutes. Nor one of more than
    `writer_memory_mb` can hold, 4,096 articles a MB (256 bytes each)."""
    deleted_share: float = Field(default=0.2, gt=0, lt=1)
    """When more of all articles are replaced or removed ones, their space is taken back (Lucene's value)."""


class SuggestSettings(Section):
    """[indexer.suggest]: completions and did-you-mean. Neither changes what a search finds."""

    completions: int = Field(default=8, ge=1, le=50)
    """Shown at once: what a phone has room for above its keyboard."""
    articles_read: int = Field(default=200_000, ge=1)
    """Of how many articles the texts are counted, spread evenly; names and titles are those of all. Slips are
    corrected to what was read: with half of 100,000 articles 93.2 % of those in bare queries, with all
    94.7. One takes 1 ms."""
    renewed_share: float = Field(default=0.01, ge=0, le=1)
    """When this share of the articles is new, they are added to the model; that takes 10 us for each
    completion there is."""
    phrases_most: int = Field(default=300_000, ge=0)
    """The rarest beyond it are left out: nobody types them."""
    index_weight: float = Field(default=3.0, gt=0)
    """What a pair of syllables in the archive counts beside one in the shipped model: with 1, 3 and 10 over
    3,000 articles 97.4, 97.5 and 97.4 % of the syllables of five unseen pages were restored."""


class IndexerSettings(Section):
    """[indexer]."""

    engine: Literal["whoosh"] = "whoosh"
    """The engine behind the index; Whoosh is the embedded one (docs/decisions/001)."""
    segment_words: bool = True
    """Index pyvi's words beside syllables. Costs about 0.5 ms an article; nothing is found by words alone."""
    analysis_processes: int = Field(default=1, ge=1)
    """Processes that analyse articles. Pays from about 2,000 articles: each takes a second to start."""
    batch_articles: int = Field(default=2000, ge=1)
    """Articles per commit. What is not committed at a kill is done again, so not too many."""
    attachment_chars: int = Field(default=100_000, ge=0)
    """Of what an article's files say, so much is searched: 40 printed pages; 0 leaves files out."""
    writer_memory_mb: int = Field(default=256, ge=16)
    """Of the process that writes, besides its 60 MB of code: a batch that does not fit becomes several
    segments, which are merged later."""
    merging: MergeSettings = MergeSettings()
    query_max_chars: int = Field(default=2000, ge=1)
    """Longer queries are refused: longer than any URL a browser is sure to carry."""
    query_max_syllables: int = Field(default=64, ge=1)
    """Later syllables are ignored: the cost of a query is linear in them."""
    whole_query_units: int = Field(default=8, ge=1)
    """Up to this many syllables, concepts and numbers a hit must have all of them. Longer queries are
    sentences, of which a hit must have `match_share_least`: demanding all of them, or .6, cost 11 and 6
    points of nDCG@10 on 159 questions about laws (.741, .791, .854)."""
    keyword_units: int = Field(default=3, ge=0)
    """Up to this many are keywords: whatever has all of them is the answer, and nothing else is."""
    match_enough: int = Field(default=50, ge=1)
    """Queries of more units are often questions, of which articles have other words: until so many hits
    (five pages) are found, those with less of the query follow. On 2,732 questions 50 gave .911 nDCG@10,
    10 gave .906, and whole queries only .877 (2026-11)."""
    match_share: float = Field(default=0.6, ge=0, le=1)
    """Articles with this share of the query (by rarity) are hits when too few have the whole."""
    match_share_least: float = Field(default=0.3, ge=0, le=1)
    """When too few have even that, and for sentences."""
    match_share_few: float = Field(default=0.1, ge=0, le=1)
    """When too few have even that: 99 % of the right answers to questions about regulations are among the
    hits then, 96 % before. Below this an article has only the commonest words."""
    cache_mb: int = Field(default=1100, ge=1)
    """Per process: what terms earn, where they stand, filters. A frequent syllable of a million articles
    takes 1.2 MB; 25 questions of 30 syllables take 714 together."""
    query_deadline_seconds: float = Field(default=10.0, gt=0)
    """A search is given up after this: whoever asked has left or asked again."""
    query_max_postings: int = Field(default=400_000_000, ge=1)
    """A search that would read more is refused: four times the longest question over 1,000,000 articles."""
    reopen_seconds: float = Field(default=5.0, ge=0)
    """A new commit is looked for no more often: what was worked out over the one before is of no more use.
    Nor before nine times as long has passed as the last one took to open."""
    writer_niceness: int = Field(default=10, ge=0, le=19)
    """What `tratin index` adds to its niceness: searches on the same processors go first."""
    ranking: RankingSettings = RankingSettings()
    snippets: SnippetSettings = SnippetSettings()
    suggest: SuggestSettings = SuggestSettings()
