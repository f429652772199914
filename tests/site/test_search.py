"""What learners type, and the page to which the search leads them."""

import pytest

ASKED = {
    "": {
        "surprises": "information",
        "surprisal": "information",
        "nats": "information",
        "自信息": "information",
        "how many bits": "bits",
        "twenty questions": "bits",
        "huffman coding": "bits",
        "Kraft": "bits",
        "prefix codes": "bits",
        "entropies": "entropy",
        "mutual information": "entropy",
        "conditional entropy": "entropy",
        "熵": "entropy",
        "cross-entropy": "cross_entropy",
        "relative entropy": "cross_entropy",
        "KL divergence": "cross_entropy",
        "H(P,Q)": "cross_entropy",
        "交叉熵": "cross_entropy",
        "Gibbs": "gibbs",
        "infinity": "gibbs",
        "dragging bars": "bench",
        "likelihood": "likelihood",
        "maximum likelihood": "likelihood",
        "one-hot": "likelihood",
        "binary cross-entropy": "likelihood",
        "softmax": "softmax",
        "logits": "softmax",
        "log-sum-exp": "softmax",
        "temperature": "softmax",
        "softmax regression": "digits",
        "held out": "digits",
        "accuracy": "digits",
        "logarithms": "prerequisites",
        "deep learning": "context",
    },
    "zh/": {
        "信息量": "information",
        "惊异度": "information",
        "纳特": "information",
        "surprisal": "information",
        "二十个问题": "bits",
        "哈夫曼": "bits",
        "前缀码": "bits",
        "平均码长": "bits",
        "Kraft": "bits",
        "互信息": "entropy",
        "条件熵": "entropy",
        "红牌": "entropy",
        "entropy": "entropy",
        "交叉熵": "cross_entropy",
        "相对熵": "cross_entropy",
        "KL 散度": "cross_entropy",
        "H(P,Q)": "cross_entropy",
        "cross-entropy": "cross_entropy",
        "吉布斯不等式": "gibbs",
        "无穷大": "gibbs",
        "罚款": "gibbs",
        "似然": "likelihood",
        "独热": "likelihood",
        "二元交叉熵": "likelihood",
        "softmax": "softmax",
        "逻辑值": "softmax",
        "梯度": "softmax",
        "对数求和指数": "softmax",
        "学习率": "digits",
        "准确率": "digits",
        "条件概率": "prerequisites",
        "机器学习": "context",
    },
}
FIELD, LINK = "input.md-search__input", ".md-search-result__link"


@pytest.fixture(scope="module", params=["", "zh/"], ids=["en", "zh"])
def search(request, browser, address):
    """Return a page, the names of the files that it asks for, and its language."""
    page = browser.new_context(viewport={"width": 1280, "height": 844}).new_page()
    page.files = []
    page.on("request", lambda r: page.files.append(r.url.rpartition("/")[2]))
    page.goto(address + request.param + "about/")
    page.wait_for_load_state("networkidle")
    page.language, page.home = request.param, address + request.param
    yield page
    page.context.close()


def ask(page, question):
    """Type a question and return the addresses of the pages found, best first."""
    page.fill(FIELD, "")
    page.locator(LINK).first.wait_for(state="detached")
    page.fill(FIELD, question)
    page.locator(FIELD).press("End")
    page.locator(LINK).first.wait_for()
    links = page.locator(f"{LINK}:has(h1)").evaluate_all(
        "links => links.map(link => link.href)"
    )
    return [link.removeprefix(page.home).split("?")[0].strip("/") for link in links]


def test_index_and_worker_load_at_the_first_question(search):
    def loaded():
        return [
            name
            for name in search.files
            if name == "index.json" or (name.startswith("search.") and "?" not in name)
        ]

    assert loaded() == []
    search.locator(FIELD).click()
    search.fill(FIELD, "  ")
    search.locator(FIELD).press("End")
    assert loaded() == []
    ask(search, "KL")
    names = loaded()
    assert len(names) == 2, names
    ask(search, "Gibbs")
    assert loaded() == names


def test_a_question_leads_to_the_page_that_answers_it(search):
    assert min(map(len, ASKED.values())) >= 20
    wrong = {}
    for question, page in ASKED[search.language].items():
        found, *_ = ask(search, question)
        if found != page:
            wrong[question] = found
    assert wrong == {}


def test_a_result_stands_below_the_title_of_its_chapter(search):
    ask(search, "Kraft")
    item = search.locator(".md-search-result__item").first
    assert item.locator("h1").count() == 1
    item.locator("summary").click()
    assert item.locator("h2").count() >= 1
