<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AnswerPanels</name>
    <message>
        <source>has no picture to ask with; choose another item</source>
        <translation>没有可用来提问的图片；请换一个条目</translation>
    </message>
    <message>
        <source>has no sound to ask with; choose another item</source>
        <translation>没有可用来提问的声音；请换一个条目</translation>
    </message>
</context>
<context>
    <name>AppearanceSection</name>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Restart the engine</source>
        <translation>重新启动引擎</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭提示</translation>
    </message>
    <message>
        <source>The engine stopped ({why}). It is being restarted; nothing is lost.</source>
        <translation>引擎已停止（{why}）。正在重新启动，内容不会丢失。</translation>
    </message>
    <message>
        <source>The engine stopped and was restarted; nothing is lost.</source>
        <translation>引擎曾停止，现已重新启动，内容没有丢失。</translation>
    </message>
    <message>
        <source>The engine stopped several times in a row. Close other programs or choose another processor in the settings, then restart it.</source>
        <translation>引擎连续多次停止。请关闭其他程序，或在设置中选择其他处理器，然后重新启动引擎。</translation>
    </message>
</context>
<context>
    <name>BarChart</name>
    <message>
        <source>Bars</source>
        <translation>条形图</translation>
    </message>
</context>
<context>
    <name>BusyLine</name>
    <message>
        <source>Working</source>
        <translation>正在处理</translation>
    </message>
</context>
<context>
    <name>CaptionsEditor</name>
    <message numerus="yes">
        <source>%n more language(s)</source>
        <translation>
            <numerusform>另外 %n 种语言</numerusform>
        </translation>
    </message>
    <message>
        <source>Caption, {language}</source>
        <translation>说明文字，{language}</translation>
    </message>
</context>
<context>
    <name>CatalogPage</name>
    <message>
        <source>Other work on the catalog goes on; wait for it or cancel it.</source>
        <translation>目录的另一项工作正在进行；请等待它完成，或将其取消。</translation>
    </message>
    <message>
        <source>Cancelled. What was finished is kept.</source>
        <translation>已取消。已完成的部分会保留。</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>Cleaning</source>
        <translation>清理</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>审核</translation>
    </message>
    <message>
        <source>Imports</source>
        <translation>导入</translation>
    </message>
</context>
<context>
    <name>Charting</name>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>the engine ended while it laid out the catalog; try again</source>
        <translation>引擎在排布目录时退出；请重试</translation>
    </message>
</context>
<context>
    <name>CleaningPanel</name>
    <message>
        <source>Examine now</source>
        <translation>立即检查</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Nothing was examined yet. Examining looks at every picture, text and sound for blur, noise, garbled text, silence, clipping and hum. Originals are never changed.</source>
        <translation>尚未检查。检查会查看每张图片、每段文字和每段声音，找出模糊、噪点、乱码、静音、削波和嗡声。原始文件绝不会改动。</translation>
    </message>
    <message numerus="yes">
        <source>%n medium(s) examined; nothing is wrong.</source>
        <translation>
            <numerusform>已检查 %n 个媒体，未发现问题。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n medium(s) examined.</source>
        <translation>
            <numerusform>已检查 %n 个媒体。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) found.</source>
        <translation>
            <numerusform>发现 %n 个问题。</numerusform>
        </translation>
    </message>
    <message>
        <source>Repair these</source>
        <translation>修复所选</translation>
    </message>
    <message>
        <source>Repair all</source>
        <translation>全部修复</translation>
    </message>
    <message>
        <source>Problems that were found</source>
        <translation>发现的问题</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Clear the whole query</source>
        <translation>清空全部查询内容</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Open pictures, sounds or texts</source>
        <translation>打开图片、声音或文本</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message numerus="yes">
        <source>Looking at %n file(s)…</source>
        <translation>
            <numerusform>正在查看 %n 个文件…</numerusform>
        </translation>
    </message>
    <message>
        <source>Ask with</source>
        <translation>用什么来问</translation>
    </message>
</context>
<context>
    <name>Curating</name>
    <message>
        <source>Catalog</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>the engine ended during the work; begin it again</source>
        <translation>引擎在处理过程中退出；请重新开始</translation>
    </message>
</context>
<context>
    <name>CurvesCard</name>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel the run</source>
        <translation>取消这次训练</translation>
    </message>
    <message>
        <source>Show the live run</source>
        <translation>显示正在进行的训练</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Validation score</source>
        <translation>验证得分</translation>
    </message>
    <message>
        <source>Generators and discriminators</source>
        <translation>生成器与判别器</translation>
    </message>
    <message>
        <source>%1 runs compared</source>
        <translation>比较 %1 次训练</translation>
    </message>
    <message>
        <source>Train a run, or select one below, to see its curves.</source>
        <translation>开始一次训练，或在下方选择一次，即可查看曲线。</translation>
    </message>
    <message>
        <source>This run has no curves: it was solved at once, or never began.</source>
        <translation>这次训练没有曲线：它直接求解得到，或者尚未开始。</translation>
    </message>
    <message>
        <source>The first epoch is not over yet.</source>
        <translation>第一轮尚未结束。</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>waiting for the engine…</source>
        <translation>正在等待引擎…</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>训练进度</translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message>
        <source>Drop to ask with it</source>
        <translation>松开鼠标，即可用它来问</translation>
    </message>
</context>
<context>
    <name>DuelCard</name>
    <message>
        <source>%1 or %2: %3</source>
        <translation>%1 对 %2：%3</translation>
    </message>
    <message>
        <source>Won %1 to %2, %3 without a winner.</source>
        <translation>胜场 %1 比 %2，%3 轮未分胜负。</translation>
    </message>
    <message>
        <source>Not decided yet: vote on.</source>
        <translation>尚未分出高下：请继续投票。</translation>
    </message>
    <message>
        <source>Decided: %1 is preferred in %2 of the rounds with a winner.</source>
        <translation>已分出高下：在分出胜负的轮次中，“%1”胜出 %2。</translation>
    </message>
    <message>
        <source>%1 leads with %2 of the rounds with a winner. Not decided yet: vote on.</source>
        <translation>在分出胜负的轮次中，“%1”以 %2 领先。尚未分出高下：请继续投票。</translation>
    </message>
</context>
<context>
    <name>Durations</name>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>about %1 s left</source>
        <translation>约剩 %1 秒</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>约剩 %1 分钟</translation>
    </message>
</context>
<context>
    <name>EngineClient</name>
    <message>
        <source>the engine ended while working on it; try a smaller file</source>
        <translation>引擎在处理它时停止了；请换一个较小的文件</translation>
    </message>
</context>
<context>
    <name>Evaluate</name>
    <message>
        <source>Retrieval</source>
        <translation>检索</translation>
    </message>
    <message>
        <source>Features and fusions</source>
        <translation>特征与融合</translation>
    </message>
    <message>
        <source>Few examples</source>
        <translation>少量样本</translation>
    </message>
    <message>
        <source>Asks for items that were not trained on, with pictures, words, sounds and all mixes of them, and counts how often the right ones are found. Five folds; takes a few minutes.</source>
        <translation>用图片、文字、声音及其各种组合查询未参与训练的条目，统计找对的比例。五折交叉验证，需要几分钟。</translation>
    </message>
    <message>
        <source>Compares all features with all fusions on the same folds and seeds, with the best single modality and with a classical baseline, and what happens when a modality is missing, noisy or contradicts the others. Takes up to 45 minutes on two cores; you can go on working meanwhile.</source>
        <translation>在相同的分折和随机种子下比较所有特征与所有融合方法，并与最佳单模态和经典基线对比；还会测量某个模态缺失、有噪声或与其他模态矛盾时的结果。双核最多需要 45 分钟，期间可以继续工作。</translation>
    </message>
    <message>
        <source>Fine-tunes the fusion on 0 to 20 percent of the catalog and measures what that gains: is a new catalog useful at once? Takes some minutes.</source>
        <translation>用目录的 0% 到 20% 微调融合模型并测量收益：新目录能否立即可用？需要几分钟。</translation>
    </message>
    <message>
        <source>measured %1</source>
        <translation>测量于 %1</translation>
    </message>
    <message>
        <source>took %1</source>
        <translation>用时 %1</translation>
    </message>
    <message>
        <source>%1 items</source>
        <translation>%1 个条目</translation>
    </message>
    <message>
        <source>%1 folds</source>
        <translation>%1 折</translation>
    </message>
    <message>
        <source>seeds %1</source>
        <translation>随机种子 %1</translation>
    </message>
    <message>
        <source>%1 against %2</source>
        <translation>相对于%2 %1</translation>
    </message>
    <message>
        <source>pretrained</source>
        <translation>预训练</translation>
    </message>
    <message>
        <source>classical</source>
        <translation>经典</translation>
    </message>
    <message>
        <source>nearest neighbours</source>
        <translation>最近邻</translation>
    </message>
    <message>
        <source>towers</source>
        <translation>塔式</translation>
    </message>
    <message>
        <source>concatenation</source>
        <translation>拼接</translation>
    </message>
    <message>
        <source>parallel-dense</source>
        <translation>并行全连接</translation>
    </message>
    <message>
        <source>adversarial</source>
        <translation>对抗</translation>
    </message>
    <message>
        <source>reference</source>
        <translation>参考网络</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>bag-of-words</source>
        <translation>词袋</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>cepstral-distance</source>
        <translation>倒谱距离</translation>
    </message>
    <message>
        <source>mel-frames</source>
        <translation>梅尔帧</translation>
    </message>
    <message>
        <source>fusions of pretrained features</source>
        <translation>预训练特征的融合</translation>
    </message>
    <message>
        <source>fusions of classical features</source>
        <translation>经典特征的融合</translation>
    </message>
    <message>
        <source>baselines</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>image features</source>
        <translation>图片特征</translation>
    </message>
    <message>
        <source>text features</source>
        <translation>文字特征</translation>
    </message>
    <message>
        <source>audio features</source>
        <translation>声音特征</translation>
    </message>
    <message>
        <source>robustness</source>
        <translation>稳健性</translation>
    </message>
    <message>
        <source>gain over the best of one modality less</source>
        <translation>相对少一种模态时最佳结果的提升</translation>
    </message>
    <message>
        <source>gain over the classical baseline</source>
        <translation>相对经典基线的提升</translation>
    </message>
    <message>
        <source>gain over the default fusion</source>
        <translation>相对默认融合的提升</translation>
    </message>
    <message>
        <source>held-out retrieval</source>
        <translation>留出检索</translation>
    </message>
    <message>
        <source>by category, items with</source>
        <translation>按类别，条目含</translation>
    </message>
    <message>
        <source>new catalog, by share for fine-tuning</source>
        <translation>新目录，按微调所用比例</translation>
    </message>
    <message>
        <source>image</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>audio</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>alone</source>
        <translation>单独</translation>
    </message>
    <message>
        <source>clean</source>
        <translation>干净</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>noisy</source>
        <translation>带噪声</translation>
    </message>
    <message>
        <source>contradicting</source>
        <translation>相互矛盾</translation>
    </message>
    <message>
        <source>all available</source>
        <translation>全部可用模态</translation>
    </message>
    <message>
        <source>two for the third</source>
        <translation>两种→第三</translation>
    </message>
    <message>
        <source>two for the third, whole gallery</source>
        <translation>全库两种→第三</translation>
    </message>
    <message>
        <source>control</source>
        <translation>对照</translation>
    </message>
    <message>
        <source>better single modality of each pair</source>
        <translation>每对中较好的单一模态</translation>
    </message>
    <message>
        <source>fine-tuned where that proves itself</source>
        <translation>有效时才微调</translation>
    </message>
    <message>
        <source>always fine-tuned</source>
        <translation>始终微调</translation>
    </message>
    <message>
        <source>; </source>
        <comment>between parts of a list</comment>
        <translation>；</translation>
    </message>
    <message>
        <source>By category, asked with all that an item has, {row} is best with {measure} {mean} (then {other_row_figures}).</source>
        <translation>按类别、用条目的全部可用模态查询时，“{row}”最好，{measure} 为 {mean}（其后依次为：{other_row_figures}）。</translation>
    </message>
    <message>
        <source>When two modalities look for the third, {row} is best with {measure} {mean} (then {other_row_figures}).</source>
        <translation>用两种模态查找第三种时，“{row}”最好，{measure} 为 {mean}（其后依次为：{other_row_figures}）。</translation>
    </message>
    <message>
        <source>The default fusion beats {against} in {measure}, {column}: {mean}, {gain}, {p}.</source>
        <translation>默认融合优于“{against}”（{measure}，{column}）：{mean}，差值 {gain}，{p}。</translation>
    </message>
    <message>
        <source>The default fusion is beaten by {against} in {measure}, {column}: {mean}, {gain}, {p}.</source>
        <translation>默认融合不如“{against}”（{measure}，{column}）：{mean}，差值 {gain}，{p}。</translation>
    </message>
    <message>
        <source>The default fusion differs by no more than chance from {against} in {measure}, {column}: {mean}, {gain}, {p}.</source>
        <translation>默认融合与“{against}”没有显著差异（{measure}，{column}）：{mean}，差值 {gain}，{p}。</translation>
    </message>
    <message>
        <source>A simple method wins: {row} ({mean} by category) is ahead of {other_rows}.</source>
        <translation>简单方法胜出：“{row}”（按类别 {mean}）领先于 {other_rows}。</translation>
    </message>
    <message>
        <source>By category {row} is ahead of the default fusion: {gain}, {p}.</source>
        <translation>按类别，“{row}”领先于默认融合：差值 {gain}，{p}。</translation>
    </message>
    <message>
        <source>With the default fusion {column} reaches {mean} by category; against {against} on the same queries that helps: {gain}, {p}.</source>
        <translation>默认融合用“{column}”查询，按类别达到 {mean}；与相同查询下的“{against}”相比有提升：差值 {gain}，{p}。</translation>
    </message>
    <message>
        <source>With the default fusion {column} reaches {mean} by category; against {against} on the same queries that does not help: {gain}, {p}.</source>
        <translation>默认融合用“{column}”查询，按类别达到 {mean}；与相同查询下的“{against}”相比反而下降：差值 {gain}，{p}。</translation>
    </message>
    <message>
        <source>With the default fusion {column} reaches {mean} by category; against {against} on the same queries that changes no more than chance: {gain}, {p}.</source>
        <translation>默认融合用“{column}”查询，按类别达到 {mean}；与相同查询下的“{against}”相比没有显著变化：差值 {gain}，{p}。</translation>
    </message>
    <message>
        <source>Three modalities are significantly worse than the best two for: {rows}.</source>
        <translation>以下系统使用三种模态时显著不如最好的两种：{rows}。</translation>
    </message>
    <message>
        <source>Three modalities are significantly worse than the best two for no system.</source>
        <translation>没有任何系统在使用三种模态时显著不如最好的两种。</translation>
    </message>
    <message>
        <source>The classical baseline reaches {mean} by category.</source>
        <translation>经典基线按类别达到 {mean}。</translation>
    </message>
    <message>
        <source>{group} under the default fusion, by category: {row_figures}.</source>
        <translation>{group}（默认融合，按类别）：{row_figures}。</translation>
    </message>
    <message>
        <source>Default fusion by category: {column_figures}.</source>
        <translation>默认融合，按类别：{column_figures}。</translation>
    </message>
    <message>
        <source>Held-out retrieval by {row} is not to be believed: it finds items by what is missing (asked with {column}, another&apos;s query finds {figure} at 10). Two for the third has no such clue.</source>
        <translation>“{row}”的留出检索结果不可信：它凭缺失的模态就能认出条目（用“{column}”查询时，换成别的条目的查询仍有 {figure} 落在前 10）。“两种→第三”没有这种线索。</translation>
    </message>
    <message>
        <source>Not measured: {system} ({why}).</source>
        <translation>未测量：{system}（{why}）。</translation>
    </message>
    <message>
        <source>The fusion knows {known} items of other categories; the new catalog has {new}, and {queries} queries ask.</source>
        <translation>融合模型已学过其他类别的 {known} 个条目；新目录有 {new} 个条目，共 {queries} 次查询。</translation>
    </message>
    <message>
        <source>Without fine-tuning {measure} is {figure}; with {last_column} of the catalog {last_figure}.</source>
        <translation>不微调时 {measure} 为 {figure}；用目录的 {last_column} 微调后为 {last_figure}。</translation>
    </message>
    <message>
        <source>What is {row} falls below no fine-tuning at: {columns}.</source>
        <translation>“{row}”在以下比例时不如不微调：{columns}。</translation>
    </message>
    <message>
        <source>What is {row} never falls below no fine-tuning.</source>
        <translation>“{row}”在任何比例下都不低于不微调。</translation>
    </message>
</context>
<context>
    <name>EvaluatePage</name>
    <message>
        <source>Save the figures</source>
        <translation>保存数据</translation>
    </message>
    <message>
        <source>Cancelled. What was measured before is kept.</source>
        <translation>已取消。之前的测量结果仍然保留。</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为 %1</translation>
    </message>
    <message>
        <source>Nothing was measured yet</source>
        <translation>尚未测量</translation>
    </message>
</context>
<context>
    <name>ExamplesPage</name>
    <message>
        <source>Show it, say it, or let it be heard</source>
        <translation>给它看、对它说，或让它听</translation>
    </message>
    <message>
        <source>Drop a picture anywhere, type a few words, record a sound, or mix all three. Each result shows how much every part of your question counted.</source>
        <translation>把图片拖到窗口任意位置，输入几个词，录一段声音，或三者任意组合。每条结果都会标明问题的各个部分起了多大作用。</translation>
    </message>
    <message>
        <source>Or try one of these</source>
        <translation>或者试试这些</translation>
    </message>
    <message>
        <source>a red fruit</source>
        <translation>一种红色的水果</translation>
    </message>
    <message>
        <source>something to make music with</source>
        <translation>能演奏音乐的东西</translation>
    </message>
    <message>
        <source>a bird that swims</source>
        <translation>会游泳的鸟</translation>
    </message>
    <message>
        <source>a vehicle on rails</source>
        <translation>在轨道上行驶的车</translation>
    </message>
    <message>
        <source>an animal of the sea</source>
        <translation>海里的动物</translation>
    </message>
    <message>
        <source>Try: {words}</source>
        <translation>试试：{words}</translation>
    </message>
</context>
<context>
    <name>FeatureChooser</name>
    <message>
        <source>Features of pictures</source>
        <translation>图片特征</translation>
    </message>
    <message>
        <source>Features of words</source>
        <translation>文字特征</translation>
    </message>
    <message>
        <source>Features of sounds</source>
        <translation>声音特征</translation>
    </message>
    <message>
        <source>Chosen for you: this fusion reads the media themselves.</source>
        <translation>已自动选择：此融合方法直接读取原始媒体。</translation>
    </message>
</context>
<context>
    <name>FiguresCard</name>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Bars</source>
        <translation>条形图</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Rows with these words</source>
        <translation>包含这些词的行</translation>
    </message>
    <message>
        <source>No row has these words</source>
        <translation>没有包含这些词的行</translation>
    </message>
    <message>
        <source>Search for fewer, or choose another group.</source>
        <translation>请减少搜索词，或选择其他分组。</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Search titles, captions and categories</source>
        <translation>搜索标题、说明文字和类别</translation>
    </message>
    <message>
        <source>Search the catalog</source>
        <translation>搜索目录</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>All categories</source>
        <translation>所有类别</translation>
    </message>
    <message>
        <source>Any label</source>
        <translation>任意标签</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n 个条目</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>In the ranking</source>
        <translation>参与排名</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>已排除</translation>
    </message>
</context>
<context>
    <name>FindingsModel</name>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>媒体</translation>
    </message>
    <message>
        <source>Measured (limit)</source>
        <translation>测量值（限值）</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Repaired</source>
        <translation>已修复</translation>
    </message>
    <message>
        <source>Can be repaired</source>
        <translation>可修复</translation>
    </message>
</context>
<context>
    <name>FirstRunPage</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel the import</source>
        <translation>取消导入</translation>
    </message>
    <message>
        <source>Start asking</source>
        <translation>开始提问</translation>
    </message>
    <message>
        <source>A thousand small pictures with names and sounds, found in {folder}.</source>
        <translation>一千张带名称和声音的小图，位于 {folder}。</translation>
    </message>
    <message>
        <source>Not found on this computer. Install the package tuxpaint-stamps-default, or choose the folder that holds the stamps.</source>
        <translation>这台电脑上没有找到。请安装软件包 tuxpaint-stamps-default，或选择存放图章的文件夹。</translation>
    </message>
    <message>
        <source>The models are on this computer already. Nothing is sent anywhere.</source>
        <translation>模型已在这台电脑上，不会向外发送任何内容。</translation>
    </message>
    <message>
        <source>The models (about {megabytes} MB) are downloaded once when you choose. After that everything stays on this computer and works offline.</source>
        <translation>选择之后会下载一次模型（约 {megabytes} MB）。此后一切都留在这台电脑上，无需联网。</translation>
    </message>
    <message>
        <source>Folder of the Tux Paint stamps</source>
        <translation>Tux Paint 图章所在的文件夹</translation>
    </message>
    <message>
        <source>Folder with pictures, sounds and texts</source>
        <translation>存放图片、声音和文本的文件夹</translation>
    </message>
    <message>
        <source>Table of items</source>
        <translation>条目表格</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表格</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) were left out:</source>
        <translation>
            <numerusform>有 %n 个文件未导入：</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled. What was finished is kept; go on at any time.</source>
        <translation>已取消。完成的部分会保留，可随时继续。</translation>
    </message>
    <message>
        <source>Tux Paint stamps</source>
        <translation>Tux Paint 图章</translation>
    </message>
    <message>
        <source>A thousand small pictures with names and sounds.</source>
        <translation>一千张带名称和声音的小图。</translation>
    </message>
    <message>
        <source>Use them</source>
        <translation>使用图章</translation>
    </message>
    <message>
        <source>A folder of yours</source>
        <translation>您自己的文件夹</translation>
    </message>
    <message>
        <source>Files with the same name are one item; folders are categories.</source>
        <translation>同名文件算作一个条目，文件夹即类别。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>A table of yours</source>
        <translation>您自己的表格</translation>
    </message>
    <message>
        <source>CSV or JSON Lines with columns for picture, text and sound.</source>
        <translation>CSV 或 JSON Lines，含图片、文本和声音列。</translation>
    </message>
    <message>
        <source>Everything stays on this computer.</source>
        <translation>一切都留在这台电脑上。</translation>
    </message>
    <message>
        <source>You may go on using the window; the work goes on.</source>
        <translation>您可以继续使用窗口，工作会在后台进行。</translation>
    </message>
    <message>
        <source>Ask with a picture, words, a sound, or all three at once, and see exactly how much each of them counted. First it needs a catalog to search in.</source>
        <translation>用图片、文字、声音或三者一起提问，并准确看到每一样起了多大作用。首先需要一个可供搜索的目录。</translation>
    </message>
    <message>
        <source>Welcome to Triad</source>
        <translation>欢迎使用 Triad</translation>
    </message>
</context>
<context>
    <name>Fitting</name>
    <message>
        <source>the engine ended while it learnt; “New list” lets it begin again</source>
        <translation>引擎在学习过程中退出；点“换一批”可重新开始</translation>
    </message>
</context>
<context>
    <name>ForYou</name>
    <message>
        <source>to learn what you think of it</source>
        <translation>想了解您对它的看法</translation>
    </message>
    <message>
        <source>because you liked %1</source>
        <translation>因为您喜欢“%1”</translation>
    </message>
    <message>
        <source>others like it</source>
        <translation>其他人喜欢</translation>
    </message>
    <message>
        <source>Rank %1: %2.</source>
        <translation>第 %1 名：%2。</translation>
    </message>
    <message>
        <source>Place %1: %2.</source>
        <translation>第 %1 位：%2。</translation>
    </message>
</context>
<context>
    <name>ForYouPage</name>
    <message>
        <source>This vote cannot be held yet</source>
        <translation>暂时无法进行这次投票</translation>
    </message>
    <message>
        <source>Who is this for?</source>
        <translation>为谁推荐？</translation>
    </message>
    <message>
        <source>Choose a persona at the top of the window, or make one. What it likes and dislikes, here or among the answers to a query, shapes its list.</source>
        <translation>请在窗口顶部选择一个用户角色，或新建一个。它在这里或查询结果中的喜欢与不喜欢，决定它的推荐列表。</translation>
    </message>
    <message>
        <source>Nothing is known of %1 yet</source>
        <translation>对 %1 还一无所知</translation>
    </message>
    <message>
        <source>Ask something on the first page and like what pleases you, import a history, or choose “Surprise me”.</source>
        <translation>请在第一页提问并对中意的内容点“喜欢”，导入历史记录，或选择“给我惊喜”。</translation>
    </message>
    <message>
        <source>Nothing is left to recommend</source>
        <translation>没有可推荐的了</translation>
    </message>
    <message>
        <source>Everything in this catalog was judged already. Undo some of it in the history at the right, or add items to the catalog.</source>
        <translation>此目录中的所有条目都已评价过。请在右侧的历史中撤销一些，或向目录添加条目。</translation>
    </message>
    <message>
        <source>%1 was stopped while it learnt; “New list” lets it begin again.</source>
        <translation>“%1”的学习已停止；点“换一批”可重新开始。</translation>
    </message>
</context>
<context>
    <name>GloveFile</name>
    <message>
        <source>File…</source>
        <translation>文件…</translation>
    </message>
    <message>
        <source>Choose a file of word vectors</source>
        <translation>选择词向量文件</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>学习</translation>
    </message>
    <message>
        <source>Learn word vectors from captions</source>
        <translation>从说明文字中学习词向量</translation>
    </message>
    <message>
        <source>Learnt from the captions</source>
        <translation>从说明文字中学习</translation>
    </message>
    <message>
        <source>Word vectors</source>
        <translation>词向量</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Catalog</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>Fusion model</source>
        <translation>融合模型</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Recommend</source>
        <translation>推荐</translation>
    </message>
    <message>
        <source>For you</source>
        <translation>为您推荐</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>Lab</source>
        <translation>实验室</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Add a catalog…</source>
        <translation>添加目录…</translation>
    </message>
    <message>
        <source>Best fusion</source>
        <translation>最佳融合</translation>
    </message>
    <message>
        <source>Processor: {device}</source>
        <translation>处理器：{device}</translation>
    </message>
    <message>
        <source>Theme: as the system</source>
        <translation>主题：跟随系统</translation>
    </message>
    <message>
        <source>Theme: light</source>
        <translation>主题：浅色</translation>
    </message>
    <message>
        <source>Theme: dark</source>
        <translation>主题：深色</translation>
    </message>
</context>
<context>
    <name>HealthLine</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭提示</translation>
    </message>
</context>
<context>
    <name>HeatMap</name>
    <message>
        <source>Figures</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>▲ ▼ better or worse than the baseline, p &lt; 0.05; + − gain over it; ± over folds and seeds</source>
        <translation>▲ ▼ 优于或劣于基线，p &lt; 0.05；+ − 相对基线的差值；± 为各折与种子间的标准差</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>What was done</source>
        <translation>操作类型</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo the selected entry</source>
        <translation>撤销所选记录</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Export the history as CSV</source>
        <translation>将历史导出为 CSV</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Import interactions from CSV</source>
        <translation>从 CSV 导入互动记录</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Nothing was done yet. What you open, like, dislike, rate, save and skip comes here.</source>
        <translation>还没有任何操作。您打开、喜欢、不喜欢、评分、收藏和跳过的内容会出现在这里。</translation>
    </message>
    <message>
        <source>No entry is like that. Choose another kind or search for something else.</source>
        <translation>没有符合条件的记录。请换一种类型或换个搜索词。</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Search titles</source>
        <translation>搜索标题</translation>
    </message>
    <message>
        <source>Search the history</source>
        <translation>搜索历史</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>As if it had never been (Delete)</source>
        <translation>如同从未发生（Delete）</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
</context>
<context>
    <name>HoverCard</name>
    <message>
        <source>Point at an item to see it.</source>
        <translation>将指针移到条目上即可查看。</translation>
    </message>
    <message>
        <source>Ask with it</source>
        <translation>用它提问</translation>
    </message>
    <message>
        <source>Ask with this item</source>
        <translation>用此条目提问</translation>
    </message>
</context>
<context>
    <name>ImportsPanel</name>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Files that were left out</source>
        <translation>未导入的文件</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) were left out:</source>
        <translation>
            <numerusform>有 %n 个文件未导入：</numerusform>
        </translation>
    </message>
    <message>
        <source>Imports left nothing out.</source>
        <translation>导入时没有遗漏任何文件。</translation>
    </message>
</context>
<context>
    <name>Intake</name>
    <message>
        <source>pasted picture</source>
        <translation>粘贴的图片</translation>
    </message>
</context>
<context>
    <name>ItemEditor</name>
    <message>
        <source>Ask with this item</source>
        <translation>用此条目提问</translation>
    </message>
    <message>
        <source>Close the item</source>
        <translation>关闭条目</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>In the ranking</source>
        <translation>参与排名</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save the item</source>
        <translation>保存条目</translation>
    </message>
    <message>
        <source>Nothing was found.</source>
        <translation>未发现问题。</translation>
    </message>
    <message>
        <source>Edited by hand</source>
        <translation>已手动编辑</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>说明文字</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Cleaning</source>
        <translation>清理</translation>
    </message>
</context>
<context>
    <name>ItemGrid</name>
    <message>
        <source>Items</source>
        <translation>条目</translation>
    </message>
</context>
<context>
    <name>ItemPanel</name>
    <message>
        <source>How the score adds up</source>
        <translation>得分如何相加</translation>
    </message>
    <message>
        <source>What speaks for it</source>
        <translation>支持它的因素</translation>
    </message>
    <message>
        <source>Open an item</source>
        <translation>打开一个条目</translation>
    </message>
    <message>
        <source>Press Return or Space on a card, or click it twice, to look closely.</source>
        <translation>在卡片上按回车或空格，或双击，即可细看。</translation>
    </message>
</context>
<context>
    <name>ItemSounds</name>
    <message numerus="yes">
        <source>%n more sound(s)</source>
        <translation>
            <numerusform>另外 %n 段声音</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ItemsFace</name>
    <message>
        <source>Search for fewer words, or choose another category, label or state.</source>
        <translation>请减少搜索词，或选择其他类别、标签或状态。</translation>
    </message>
    <message>
        <source>No item matches</source>
        <translation>没有匹配的条目</translation>
    </message>
    <message>
        <source>The catalog is empty</source>
        <translation>目录是空的</translation>
    </message>
    <message>
        <source>Import pictures and sounds.</source>
        <translation>请导入图片和声音。</translation>
    </message>
</context>
<context>
    <name>ItemsModel</name>
    <message>
        <source>Left out</source>
        <translation>已排除</translation>
    </message>
</context>
<context>
    <name>Lab</name>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>generators</source>
        <translation>生成器</translation>
    </message>
    <message>
        <source>discriminators</source>
        <translation>判别器</translation>
    </message>
    <message>
        <source>%1, in use</source>
        <translation>%1，使用中</translation>
    </message>
    <message>
        <source>Closed-form maps weighed against each other by contrast. The default: good with few items, and the shape needs no choices.</source>
        <translation>闭式映射，用对比学习相互权衡。默认方法：条目少时也表现良好，且无需选择网络形状。</translation>
    </message>
    <message>
        <source>All features in one long vector, then a dense network.</source>
        <translation>把所有特征拼接成一个长向量，再经过全连接网络。</translation>
    </message>
    <message>
        <source>A dense network for each modality; their outputs are joined.</source>
        <translation>每个模态各有一个全连接网络，再合并输出。</translation>
    </message>
    <message>
        <source>A generator for each modality, trained until a discriminator cannot tell which modality a vector came from.</source>
        <translation>每个模态一个生成器，训练到判别器无法分辨向量来自哪个模态为止。</translation>
    </message>
    <message>
        <source>Reads the modalities one after the other, as a sequence.</source>
        <translation>把各模态作为序列依次读取。</translation>
    </message>
    <message>
        <source>Each modality is a token; self-attention lets them look at each other.</source>
        <translation>每个模态是一个词元，通过自注意力相互参照。</translation>
    </message>
    <message>
        <source>The reference network: a CNN on pixels, an LSTM on word tokens and an LSTM on sound frames. It reads raw media, so its features are chosen for you.</source>
        <translation>参考网络：CNN 读像素，LSTM 读词元，LSTM 读声音帧。它直接读取原始媒体，因此特征已自动选择。</translation>
    </message>
    <message>
        <source>Pretrained network</source>
        <translation>预训练网络</translation>
    </message>
    <message>
        <source>SIFT visual words</source>
        <translation>SIFT 视觉词</translation>
    </message>
    <message>
        <source>HOG (edges)</source>
        <translation>HOG（边缘）</translation>
    </message>
    <message>
        <source>CNN, several layers</source>
        <translation>CNN，多层</translation>
    </message>
    <message>
        <source>CNN, dense branches</source>
        <translation>CNN，全连接分支</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>Bag of words</source>
        <translation>词袋</translation>
    </message>
    <message>
        <source>TF-IDF</source>
        <translation>TF-IDF</translation>
    </message>
    <message>
        <source>Word2Vec (CBOW)</source>
        <translation>Word2Vec（CBOW）</translation>
    </message>
    <message>
        <source>Word2Vec (skip-gram)</source>
        <translation>Word2Vec（skip-gram）</translation>
    </message>
    <message>
        <source>GloVe</source>
        <translation>GloVe</translation>
    </message>
    <message>
        <source>LSTM</source>
        <translation>LSTM</translation>
    </message>
    <message>
        <source>Transformer</source>
        <translation>Transformer</translation>
    </message>
    <message>
        <source>Word tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>MFCC</source>
        <translation>MFCC</translation>
    </message>
    <message>
        <source>Mel filter banks</source>
        <translation>梅尔滤波器组</translation>
    </message>
    <message>
        <source>Cepstral distance</source>
        <translation>倒谱距离</translation>
    </message>
    <message>
        <source>CNN</source>
        <translation>CNN</translation>
    </message>
    <message>
        <source>Mel frames</source>
        <translation>梅尔帧</translation>
    </message>
    <message>
        <source>Default (towers)</source>
        <translation>默认（塔式）</translation>
    </message>
    <message>
        <source>Concatenation</source>
        <translation>拼接</translation>
    </message>
    <message>
        <source>Parallel dense</source>
        <translation>并行全连接</translation>
    </message>
    <message>
        <source>Adversarial (GAN)</source>
        <translation>对抗（GAN）</translation>
    </message>
    <message>
        <source>LSTM sequence</source>
        <translation>LSTM 序列</translation>
    </message>
    <message>
        <source>Reference network</source>
        <translation>参考网络</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>Plateau</source>
        <translation>平台期下降</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>恒定</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Length of the fused vector</source>
        <translation>融合向量长度</translation>
    </message>
    <message>
        <source>Longer vectors hold more and take longer.</source>
        <translation>向量越长，容纳越多，耗时也越长。</translation>
    </message>
    <message>
        <source>Hidden units</source>
        <translation>隐藏单元数</translation>
    </message>
    <message>
        <source>Width of each hidden layer.</source>
        <translation>每个隐藏层的宽度。</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>How deep the network is.</source>
        <translation>网络的深度。</translation>
    </message>
    <message>
        <source>Attention heads</source>
        <translation>注意力头数</translation>
    </message>
    <message>
        <source>Must divide the number of hidden units.</source>
        <translation>必须能整除隐藏单元数。</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>随机失活</translation>
    </message>
    <message>
        <source>Share of units that rest in each step; keeps from learning by heart.</source>
        <translation>每一步中休息的单元比例，防止死记硬背。</translation>
    </message>
    <message>
        <source>Batch normalisation</source>
        <translation>批归一化</translation>
    </message>
    <message>
        <source>Keeps hidden layers in one range; often faster.</source>
        <translation>让隐藏层保持在同一范围，通常更快。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>The same seed gives the same run.</source>
        <translation>种子相同，结果相同。</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>How often all items are seen, at most.</source>
        <translation>所有条目最多看多少遍。</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>耐心</translation>
    </message>
    <message>
        <source>Stops after so many epochs without a better validation score.</source>
        <translation>验证得分连续这么多轮没有提高就停止。</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>Items in one step.</source>
        <translation>每一步的条目数。</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Size of the steps. Too large never settles, too small takes forever.</source>
        <translation>步长。太大无法收敛，太小则非常慢。</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>学习率调度</translation>
    </message>
    <message>
        <source>How the steps shrink as training goes on.</source>
        <translation>训练过程中步长如何缩小。</translation>
    </message>
    <message>
        <source>Warm-up epochs</source>
        <translation>预热轮数</translation>
    </message>
    <message>
        <source>Steps grow to full size over so many epochs.</source>
        <translation>步长在这么多轮内逐渐增大到最大。</translation>
    </message>
    <message>
        <source>Mixed precision</source>
        <translation>混合精度</translation>
    </message>
    <message>
        <source>Half precision on a GPU where that is safe.</source>
        <translation>在 GPU 上安全之处使用半精度。</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Pulls weights toward zero; guards few items.</source>
        <translation>把权重拉向零，条目少时防止过拟合。</translation>
    </message>
    <message>
        <source>Gradient clipping</source>
        <translation>梯度裁剪</translation>
    </message>
    <message>
        <source>Longest step; 0 clips nothing.</source>
        <translation>梯度的最大长度；0 表示不裁剪。</translation>
    </message>
    <message>
        <source>Modality dropout</source>
        <translation>模态失活</translation>
    </message>
    <message>
        <source>How often a query is asked with less than all it has.</source>
        <translation>查询缺少部分模态的频率。</translation>
    </message>
    <message>
        <source>Validation share</source>
        <translation>验证集比例</translation>
    </message>
    <message>
        <source>Part of the items that only judges.</source>
        <translation>只用于评判的条目比例。</translation>
    </message>
    <message>
        <source>Contrast counts</source>
        <translation>对比损失权重</translation>
    </message>
    <message>
        <source>Parts of one item close, other items apart.</source>
        <translation>同一条目的各部分靠近，不同条目远离。</translation>
    </message>
    <message>
        <source>Temperature of contrast</source>
        <translation>对比温度</translation>
    </message>
    <message>
        <source>The lower, the harder near misses are punished.</source>
        <translation>越低，对相近错误的惩罚越重。</translation>
    </message>
    <message>
        <source>Categories count</source>
        <translation>类别损失权重</translation>
    </message>
    <message>
        <source>Cross-entropy over the items&apos; categories.</source>
        <translation>条目类别上的交叉熵。</translation>
    </message>
    <message>
        <source>Discriminators count</source>
        <translation>判别器权重</translation>
    </message>
    <message>
        <source>How hard generators try to hide which modality they speak for.</source>
        <translation>生成器多努力地隐藏自己代表的模态。</translation>
    </message>
</context>
<context>
    <name>LabPage</name>
    <message>
        <source>Delete runs</source>
        <translation>删除训练</translation>
    </message>
    <message>
        <source>Delete what was learnt in: %1?</source>
        <translation>删除这些训练学到的内容：%1？</translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <translation>此操作无法撤销。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Making “%1” rank the catalog; this takes some seconds…</source>
        <translation>正在让“%1”为目录排名，需要几秒钟…</translation>
    </message>
    <message>
        <source>Cancelled. Select the run below and resume it at any time.</source>
        <translation>已取消。可随时在下方选择这次训练并继续。</translation>
    </message>
    <message>
        <source>This run ranks the catalog from now on.</source>
        <translation>从现在起由这次训练为目录排序。</translation>
    </message>
</context>
<context>
    <name>LabelEntry</name>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>New label</source>
        <translation>新标签</translation>
    </message>
</context>
<context>
    <name>LabelRows</name>
    <message>
        <source>No label yet.</source>
        <translation>还没有标签。</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add the label</source>
        <translation>添加标签</translation>
    </message>
    <message>
        <source>Take this label away</source>
        <translation>移除此标签</translation>
    </message>
    <message>
        <source>Confirm this label</source>
        <translation>确认此标签</translation>
    </message>
</context>
<context>
    <name>Labels</name>
    <message>
        <source>by hand</source>
        <translation>手动</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>spread</source>
        <translation>传播</translation>
    </message>
</context>
<context>
    <name>LearntBar</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo what was done last</source>
        <translation>撤销上一步操作</translation>
    </message>
    <message>
        <source>Take back what was done last (Ctrl+Z)</source>
        <translation>撤回上一步操作（Ctrl+Z）</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Taken back. %1</source>
        <translation>已撤回。%1</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Without a group</source>
        <translation>未分组</translation>
    </message>
</context>
<context>
    <name>LevelMeter</name>
    <message>
        <source>Microphone level</source>
        <translation>麦克风音量</translation>
    </message>
</context>
<context>
    <name>ListPanel</name>
    <message>
        <source>For you</source>
        <translation>为您推荐</translation>
    </message>
    <message>
        <source>New persona…</source>
        <translation>新建角色…</translation>
    </message>
</context>
<context>
    <name>ListeningSection</name>
    <message>
        <source>Sound and speech</source>
        <translation>声音与语音</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>麦克风</translation>
    </message>
    <message>
        <source>Turn speech into words</source>
        <translation>将语音转换为文字</translation>
    </message>
    <message>
        <source>Stop recording on silence</source>
        <translation>静音时自动停止录音</translation>
    </message>
    <message>
        <source>Delete recordings</source>
        <translation>删除录音</translation>
    </message>
    <message>
        <source>Heard words count as text; they can be edited or removed.</source>
        <translation>听到的话按文字计入，可以修改或删除。</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>They stay in Triad&apos;s folder on this computer until deleted.</source>
        <translation>删除之前，录音一直保存在这台电脑的 Triad 文件夹中。</translation>
    </message>
    <message>
        <source>System microphone</source>
        <translation>系统默认麦克风</translation>
    </message>
    <message>
        <source>No microphone can be used. Connect one and allow access to it.</source>
        <translation>没有可用的麦克风。请连接一个并允许访问。</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n recording(s)</source>
        <translation>
            <numerusform>删除 %n 段录音</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ManageDialog</name>
    <message>
        <source>Personas</source>
        <translation>用户角色</translation>
    </message>
    <message>
        <source>New persona…</source>
        <translation>新建角色…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Delete a persona</source>
        <translation>删除角色</translation>
    </message>
    <message>
        <source>Delete “%1”?</source>
        <translation>删除“%1”？</translation>
    </message>
    <message numerus="yes">
        <source>%n interaction(s) go with it, and the lists it was shown, its votes and all that was learnt of it. This cannot be undone; export its history first to keep it.</source>
        <translation>
            <numerusform>将一并删除 %n 条互动记录、向它展示过的列表、它的投票以及学到的一切。此操作无法撤销；如需保留，请先导出它的历史。</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message numerus="yes">
        <source>%n interaction(s)</source>
        <translation>
            <numerusform>%n 条互动</numerusform>
        </translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>始于 %1</translation>
    </message>
</context>
<context>
    <name>MapPage</name>
    <message>
        <source>Map of the catalog</source>
        <translation>目录地图</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel the map</source>
        <translation>取消绘制地图</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Laying out the catalog…</source>
        <translation>正在排布目录…</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) by what they mean together</source>
        <translation>
            <numerusform>%n 个条目，按综合含义排布</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no map yet</source>
        <translation>还没有地图</translation>
    </message>
    <message>
        <source>Laying it out was cancelled.</source>
        <translation>排布已取消。</translation>
    </message>
    <message>
        <source>Left out of the ranking. The Catalog page takes items in again.</source>
        <translation>已从排名中排除。可在“目录”页重新纳入。</translation>
    </message>
    <message>
        <source>Labelled as {label}.</source>
        <translation>已标记为“{label}”。</translation>
    </message>
</context>
<context>
    <name>MapSide</name>
    <message>
        <source>The ring is your query.</source>
        <translation>圆环表示您的查询。</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Select by drawing an outline</source>
        <translation>画出轮廓来选择</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Colour by</source>
        <translation>着色依据</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
</context>
<context>
    <name>MeasureBar</name>
    <message>
        <source>What is measured</source>
        <translation>测量内容</translation>
    </message>
    <message>
        <source>Save as HTML…</source>
        <translation>保存为 HTML…</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>保存为 CSV…</translation>
    </message>
    <message>
        <source>Measure now</source>
        <translation>立即测量</translation>
    </message>
    <message>
        <source>Progress of measuring</source>
        <translation>测量进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel measuring</source>
        <translation>取消测量</translation>
    </message>
</context>
<context>
    <name>Measuring</name>
    <message>
        <source>the engine ended while it measured; measure again</source>
        <translation>引擎在测量时退出；请重新测量</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>评估</translation>
    </message>
</context>
<context>
    <name>ModalityCard</name>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Let it count: {name}</source>
        <translation>计入：{name}</translation>
    </message>
    <message>
        <source>Weight: {name}</source>
        <translation>权重：{name}</translation>
    </message>
    <message>
        <source>How much it counts, from 0 to 2</source>
        <translation>所占分量，从 0 到 2</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
</context>
<context>
    <name>ModeBar</name>
    <message>
        <source>Kind of list</source>
        <translation>列表类型</translation>
    </message>
    <message>
        <source>For you</source>
        <translation>为您推荐</translation>
    </message>
    <message>
        <source>Surprise me</source>
        <translation>给我惊喜</translation>
    </message>
    <message>
        <source>Blind vote</source>
        <translation>盲测投票</translation>
    </message>
    <message>
        <source>Recommender</source>
        <translation>推荐器</translation>
    </message>
    <message>
        <source>or</source>
        <translation>对</translation>
    </message>
    <message>
        <source>Its rival</source>
        <translation>对手</translation>
    </message>
    <message>
        <source>New list</source>
        <translation>换一批</translation>
    </message>
    <message>
        <source>Next round</source>
        <translation>下一轮</translation>
    </message>
    <message>
        <source>What fits what you did. A like or dislike ranks it anew at once.</source>
        <translation>符合您过往行为的内容。点“喜欢”或“不喜欢”会立即重新排序。</translation>
    </message>
    <message>
        <source>This explores: it shows items that would teach the most, not the safest ones.</source>
        <translation>这是探索：展示最能增进了解的条目，而不是最稳妥的条目。</translation>
    </message>
    <message>
        <source>Two recommenders pick by turns, and you cannot see whose pick is whose. Like what pleases you: each like is a vote, counted when the next round begins.</source>
        <translation>两个推荐器轮流挑选，您看不到哪个是谁选的。请对中意的点“喜欢”：每个喜欢就是一票，在下一轮开始时计入。</translation>
    </message>
    <message>
        <source>For %1. %2</source>
        <translation>为 %1 推荐。%2</translation>
    </message>
    <message>
        <source>Nothing is known of %1 yet: this is what others like, or what differs most. Like or dislike a few.</source>
        <translation>对 %1 还一无所知：这里展示他人喜欢的或彼此差异最大的条目。请对几个点“喜欢”或“不喜欢”。</translation>
    </message>
</context>
<context>
    <name>ModelsSection</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Download and check</source>
        <translation>下载并校验</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Verify the files of the models</source>
        <translation>校验模型文件</translation>
    </message>
    <message>
        <source>Add a wheel…</source>
        <translation>添加 wheel 文件…</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>altered</source>
        <translation>已被改动</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Automatic takes a graphics card if it can.</source>
        <translation>“自动”会尽可能使用显卡。</translation>
    </message>
    <message>
        <source>Add a wheel</source>
        <translation>添加 wheel 文件</translation>
    </message>
    <message>
        <source>Wheels</source>
        <translation>wheel 文件</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>添加文件夹</translation>
    </message>
</context>
<context>
    <name>NamingDialog</name>
    <message>
        <source>Rename the persona</source>
        <translation>重命名角色</translation>
    </message>
    <message>
        <source>New persona</source>
        <translation>新建角色</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>创建</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>What it likes, dislikes and opens shapes what it is recommended.</source>
        <translation>它喜欢、不喜欢和打开的内容决定向它推荐什么。</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>the picture is almost a single colour</source>
        <translation>图片几乎只有一种颜色</translation>
    </message>
    <message>
        <source>the picture is blurred; a sharper one finds more</source>
        <translation>图片模糊；更清晰的图片效果更好</translation>
    </message>
    <message>
        <source>the picture is very small; a larger one finds more</source>
        <translation>图片很小；更大的图片效果更好</translation>
    </message>
    <message>
        <source>the picture was made smaller to work with it</source>
        <translation>为便于处理，图片已缩小</translation>
    </message>
    <message>
        <source>there is almost nothing to hear</source>
        <translation>几乎听不到声音</translation>
    </message>
    <message>
        <source>the sound is overdriven; record more quietly</source>
        <translation>声音过载；录音时请降低音量</translation>
    </message>
    <message>
        <source>the sound is very short; a second or more finds more</source>
        <translation>声音很短；一秒以上效果更好</translation>
    </message>
    <message>
        <source>only the first part is used</source>
        <translation>只使用开头部分</translation>
    </message>
    <message>
        <source>damaged characters were mended</source>
        <translation>已修复损坏的字符</translation>
    </message>
    <message>
        <source>the words seem not to be English; English finds more</source>
        <translation>文字似乎不是英语；用英语效果更好</translation>
    </message>
    <message>
        <source>another processor than the chosen one is used</source>
        <translation>使用的不是所选的处理器</translation>
    </message>
    <message>
        <source>speech cannot be turned into words here</source>
        <translation>这里无法将语音转换为文字</translation>
    </message>
    <message>
        <source>the recording ended early; what was heard is kept</source>
        <translation>录音提前结束；已录下的部分会保留</translation>
    </message>
</context>
<context>
    <name>People</name>
    <message>
        <source>Opened</source>
        <translation>已打开</translation>
    </message>
    <message>
        <source>Liked</source>
        <translation>已喜欢</translation>
    </message>
    <message>
        <source>Disliked</source>
        <translation>不喜欢</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已收藏</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>Rated</source>
        <translation>已评分</translation>
    </message>
    <message>
        <source>Popularity</source>
        <translation>流行度</translation>
    </message>
    <message>
        <source>Similar people</source>
        <translation>相似用户</translation>
    </message>
    <message>
        <source>Similar items</source>
        <translation>相似条目</translation>
    </message>
    <message>
        <source>Matrix factors (ALS)</source>
        <translation>矩阵分解（ALS）</translation>
    </message>
    <message>
        <source>Matrix factors (BPR)</source>
        <translation>矩阵分解（BPR）</translation>
    </message>
    <message>
        <source>Autoencoder</source>
        <translation>自编码器</translation>
    </message>
    <message>
        <source>Multimodal autoencoder</source>
        <translation>多模态自编码器</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>基于内容</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>图模型</translation>
    </message>
    <message>
        <source>Multimodal graph</source>
        <translation>多模态图模型</translation>
    </message>
    <message>
        <source>Deep interest</source>
        <translation>深度兴趣网络</translation>
    </message>
    <message>
        <source>Recurrent network without modalities</source>
        <translation>循环网络（不看内容）</translation>
    </message>
    <message>
        <source>Recurrent network (GRU)</source>
        <translation>循环网络（GRU）</translation>
    </message>
    <message>
        <source>Transformer</source>
        <translation>Transformer</translation>
    </message>
    <message>
        <source>Blend without modalities</source>
        <translation>混合（不看内容）</translation>
    </message>
    <message>
        <source>Blend</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>%1 needs at least three personas who like something; until then content ranks.</source>
        <translation>“%1”至少需要三个有喜好的用户角色；在此之前按内容排序。</translation>
    </message>
    <message>
        <source>%1 is still learning from all personas; until it is ready content ranks.</source>
        <translation>“%1”仍在从所有用户角色中学习；完成之前按内容排序。</translation>
    </message>
    <message>
        <source>Nothing is known of %2 yet, so both recommenders would show the same. Like or dislike a few items first.</source>
        <translation>对 %2 尚一无所知，两个推荐器会给出相同的列表。请先标记几个喜欢或不喜欢的条目。</translation>
    </message>
    <message>
        <source>%1 needs at least three personas who like something. Until then content would rank in its place; choose another recommender.</source>
        <translation>“%1”至少需要三个有喜好的用户角色，在此之前只能由内容代为排序；请选择另一个推荐器。</translation>
    </message>
    <message>
        <source>%1 is still learning from all personas. The vote begins by itself when it is ready.</source>
        <translation>“%1”仍在从所有用户角色中学习。完成后投票会自动开始。</translation>
    </message>
    <message>
        <source>more %1</source>
        <translation>更多 %1</translation>
    </message>
    <message>
        <source>fewer %1</source>
        <translation>更少 %1</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between parts of a sentence</comment>
        <translation>，</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1。</translation>
    </message>
    <message>
        <source>%1; %2.</source>
        <translation>%1；%2。</translation>
    </message>
    <message>
        <source>Too little is known to say what you follow</source>
        <translation>了解还太少，尚不知您偏重什么</translation>
    </message>
    <message>
        <source>You follow pictures: %1</source>
        <translation>您偏重图片：%1</translation>
    </message>
    <message>
        <source>You follow words: %1</source>
        <translation>您偏重文字：%1</translation>
    </message>
    <message>
        <source>You follow sound: %1</source>
        <translation>您偏重声音：%1</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <comment>two categories</comment>
        <translation>%1 和 %2</translation>
    </message>
</context>
<context>
    <name>PersonaSwitch</name>
    <message>
        <source>No persona</source>
        <translation>无角色</translation>
    </message>
    <message>
        <source>Persona: %1</source>
        <translation>用户角色：%1</translation>
    </message>
    <message>
        <source>Whose history, likes and dislikes count</source>
        <translation>以谁的历史、喜欢与不喜欢为准</translation>
    </message>
    <message>
        <source>New persona…</source>
        <translation>新建角色…</translation>
    </message>
    <message>
        <source>Manage…</source>
        <translation>管理…</translation>
    </message>
</context>
<context>
    <name>PictureCard</name>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Drop or paste a picture</source>
        <translation>拖入或粘贴图片</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Open pictures</source>
        <translation>打开图片</translation>
    </message>
    <message>
        <source>Add another picture</source>
        <translation>再添加一张图片</translation>
    </message>
</context>
<context>
    <name>PictureTile</name>
    <message>
        <source>Remove {name}</source>
        <translation>移除 {name}</translation>
    </message>
</context>
<context>
    <name>PlanForm</name>
    <message>
        <source>Fusion</source>
        <translation>融合</translation>
    </message>
    <message>
        <source>Name of the run</source>
        <translation>训练名称</translation>
    </message>
    <message>
        <source>Name of the run, if you like</source>
        <translation>训练名称（可选）</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>A run is being trained; wait for its end or cancel it.</source>
        <translation>正在训练；请等待结束或取消。</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>A new run</source>
        <translation>新的训练</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>Blurred</source>
        <translation>模糊</translation>
    </message>
    <message>
        <source>Pixelated</source>
        <translation>马赛克</translation>
    </message>
    <message>
        <source>Blank picture</source>
        <translation>空白图片</translation>
    </message>
    <message>
        <source>Noisy picture</source>
        <translation>图片有噪点</translation>
    </message>
    <message>
        <source>Invalid characters</source>
        <translation>无效字符</translation>
    </message>
    <message>
        <source>Garbled text</source>
        <translation>乱码</translation>
    </message>
    <message>
        <source>Markup in text</source>
        <translation>文字含标记代码</translation>
    </message>
    <message>
        <source>Silent</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>Silence at the ends</source>
        <translation>首尾静音</translation>
    </message>
    <message>
        <source>Clipped sound</source>
        <translation>声音削波</translation>
    </message>
    <message>
        <source>Mains hum</source>
        <translation>电源嗡声</translation>
    </message>
    <message>
        <source>Too quiet</source>
        <translation>音量过小</translation>
    </message>
    <message>
        <source>File is missing</source>
        <translation>文件缺失</translation>
    </message>
</context>
<context>
    <name>ProfilePanel</name>
    <message numerus="yes">
        <source>Learnt from %n interaction(s).</source>
        <translation>
            <numerusform>由 %n 条互动学得。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is known yet. Like or dislike a few items.</source>
        <translation>还一无所知。请对几个条目点“喜欢”或“不喜欢”。</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>暂无</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>Your taste is known well; likes change little now.</source>
        <translation>已很了解您的口味；点“喜欢”已改变不大。</translation>
    </message>
    <message>
        <source>Some of your taste is known; likes still change much.</source>
        <translation>对您的口味略有了解；点“喜欢”仍会带来较大变化。</translation>
    </message>
    <message>
        <source>Almost everything is still to be learnt.</source>
        <translation>几乎一切都有待了解。</translation>
    </message>
    <message>
        <source>What you follow</source>
        <translation>您偏重什么</translation>
    </message>
    <message>
        <source>Categories you get more of</source>
        <translation>会更多出现的类别</translation>
    </message>
    <message>
        <source>Categories you get fewer of</source>
        <translation>会更少出现的类别</translation>
    </message>
    <message>
        <source>How unsure this still is</source>
        <translation>目前还有多不确定</translation>
    </message>
</context>
<context>
    <name>RatesPanel</name>
    <message>
        <source>Nobody has voted yet. Choose “Blind vote” above the list to compare two.</source>
        <translation>还没有人投票。请在列表上方选择“盲测投票”来比较两个推荐器。</translation>
    </message>
    <message numerus="yes">
        <source>Counted in %n list(s) that were shown.</source>
        <translation>
            <numerusform>统计自展示过的 %n 个列表。</numerusform>
        </translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>已打开</translation>
    </message>
    <message>
        <source>Click-through: shown items that were opened</source>
        <translation>点击率：展示的条目中被打开的比例</translation>
    </message>
    <message>
        <source>Interacted with</source>
        <translation>有互动</translation>
    </message>
    <message>
        <source>Interaction: shown items that anything was done with</source>
        <translation>互动率：展示的条目中有过任何操作的比例</translation>
    </message>
    <message>
        <source>Liked when judged</source>
        <translation>评价为喜欢</translation>
    </message>
    <message>
        <source>Satisfaction: judged items that were liked</source>
        <translation>满意度：评价过的条目中喜欢的比例</translation>
    </message>
    <message>
        <source>The line over each bar is the 95 % interval.</source>
        <translation>条形上的线段是 95 % 置信区间。</translation>
    </message>
    <message>
        <source>Blind votes</source>
        <translation>盲测投票</translation>
    </message>
</context>
<context>
    <name>RatingRow</name>
    <message>
        <source>Rating</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>Rated %1 of 5; take it back (%1)</source>
        <translation>已评 %1 分（满分 5）；点击撤回（%1）</translation>
    </message>
    <message>
        <source>Rate %1 of 5 instead of %2 (%1)</source>
        <translation>改评 %1 分（现为 %2，满分 5）（%1）</translation>
    </message>
    <message>
        <source>Rate %1 of 5 (%1)</source>
        <translation>评 %1 分（满分 5）（%1）</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>image</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>audio</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>does not exist; check the name</source>
        <translation>不存在；请检查名称</translation>
    </message>
    <message>
        <source>may not be read; allow reading it or choose another file</source>
        <translation>没有读取权限；请授予权限或选择其他文件</translation>
    </message>
    <message>
        <source>has a name that is too long; shorten it</source>
        <translation>名称过长；请缩短</translation>
    </message>
    <message>
        <source>cannot be read ({reason}); choose another file</source>
        <translation>无法读取（{reason}）；请选择其他文件</translation>
    </message>
    <message>
        <source>cannot be read ({reason})</source>
        <translation>无法读取（{reason}）</translation>
    </message>
    <message>
        <source>does not exist or cannot be read</source>
        <translation>不存在或无法读取</translation>
    </message>
    <message>
        <source>is a folder; choose a file in it</source>
        <translation>是文件夹；请选择其中的文件</translation>
    </message>
    <message>
        <source>is empty; choose a file with content</source>
        <translation>是空文件；请选择有内容的文件</translation>
    </message>
    <message>
        <source>is not a file (a pipe or device); choose a regular file</source>
        <translation>不是普通文件（管道或设备）；请选择普通文件</translation>
    </message>
    <message>
        <source>has {size} and the limit is {limit}; make it smaller</source>
        <translation>大小为 {size}，上限为 {limit}；请减小文件</translation>
    </message>
    <message>
        <source>is not a picture, sound or text that Triad knows; convert it to PNG, WAV or UTF-8</source>
        <translation>不是 Triad 认识的图片、声音或文字；请转换为 PNG、WAV 或 UTF-8</translation>
    </message>
    <message>
        <source>is {modality}, not a picture</source>
        <translation>是{modality}，不是图片</translation>
    </message>
    <message>
        <source>is not a picture</source>
        <translation>不是图片</translation>
    </message>
    <message>
        <source>{problem}; choose a PNG, JPEG, WebP, GIF, BMP, TIFF, HEIC or SVG</source>
        <translation>{problem}；请选择 PNG、JPEG、WebP、GIF、BMP、TIFF、HEIC 或 SVG</translation>
    </message>
    <message>
        <source>has too many pixels (more than 50 million); scale it down and try again</source>
        <translation>像素过多（超过 5000 万）；请缩小后重试</translation>
    </message>
    <message>
        <source>does not fit in memory; scale it down and try again</source>
        <translation>内存放不下；请缩小后重试</translation>
    </message>
    <message>
        <source>is a damaged or unsupported {kind} picture ({reason}); save it anew</source>
        <translation>是损坏或不支持的 {kind} 图片（{reason}）；请重新保存</translation>
    </message>
    <message>
        <source>is a damaged SVG picture ({reason}); save it anew</source>
        <translation>是损坏的 SVG 图片（{reason}）；请重新保存</translation>
    </message>
    <message>
        <source>is an SVG too complex to draw; export it as PNG</source>
        <translation>SVG 过于复杂，无法绘制；请导出为 PNG</translation>
    </message>
    <message>
        <source>is an SVG that takes too long to draw; export it as PNG</source>
        <translation>SVG 绘制时间过长；请导出为 PNG</translation>
    </message>
    <message>
        <source>is {modality}, not a sound</source>
        <translation>是{modality}，不是声音</translation>
    </message>
    <message>
        <source>is not a sound</source>
        <translation>不是声音</translation>
    </message>
    <message>
        <source>{problem}; choose a WAV, FLAC, OGG, MP3 or M4A</source>
        <translation>{problem}；请选择 WAV、FLAC、OGG、MP3 或 M4A</translation>
    </message>
    <message>
        <source>has no samples; choose a sound with content</source>
        <translation>没有任何采样；请选择有内容的声音</translation>
    </message>
    <message>
        <source>is larger than 1 GB; choose a shorter sound</source>
        <translation>超过 1 GB；请选择更短的声音</translation>
    </message>
    <message>
        <source>lasts {minutes} minutes and the limit is 10; cut out the part you need</source>
        <translation>长 {minutes} 分钟，上限为 10 分钟；请截取需要的部分</translation>
    </message>
    <message>
        <source>is a damaged or unsupported {kind} sound ({reason}); save it anew</source>
        <translation>是损坏或不支持的 {kind} 声音（{reason}）；请重新保存</translation>
    </message>
    <message>
        <source>is a damaged or unsupported sound ({reason}); save it anew</source>
        <translation>是损坏或不支持的声音（{reason}）；请重新保存</translation>
    </message>
    <message>
        <source>needs ffmpeg to be opened; install ffmpeg or convert the sound to WAV</source>
        <translation>需要 ffmpeg 才能打开；请安装 ffmpeg 或将声音转换为 WAV</translation>
    </message>
    <message>
        <source>has no visible characters; write some words</source>
        <translation>没有可见字符；请写一些文字</translation>
    </message>
    <message>
        <source>is not text in UTF-8 or UTF-16; save it as UTF-8 and try again</source>
        <translation>不是 UTF-8 或 UTF-16 文字；请另存为 UTF-8 后重试</translation>
    </message>
    <message>
        <source>has {length} characters and the limit is {limit}; shorten it</source>
        <translation>有 {length} 个字符，上限为 {limit}；请缩短</translation>
    </message>
    <message>
        <source>has no picture, sound or text to use</source>
        <translation>没有可用的图片、声音或文字</translation>
    </message>
    <message>
        <source>has no words</source>
        <translation>没有文字</translation>
    </message>
    <message>
        <source>is not UTF-8 text; save it as UTF-8</source>
        <translation>不是 UTF-8 文字；请另存为 UTF-8</translation>
    </message>
    <message>
        <source>is not UTF-8; save it as UTF-8</source>
        <translation>不是 UTF-8；请另存为 UTF-8</translation>
    </message>
    <message>
        <source>has a name that is not Unicode; rename it</source>
        <translation>名称不是 Unicode；请重命名</translation>
    </message>
    <message>
        <source>is in no class folder; move it into one</source>
        <translation>不在任何类别文件夹中；请移入其中一个</translation>
    </message>
    <message>
        <source>has no line in a transcript</source>
        <translation>转写文件中没有对应的行</translation>
    </message>
    <message>
        <source>has more values than there are columns</source>
        <translation>值多于列数</translation>
    </message>
    <message>
        <source>is not JSON ({reason})</source>
        <translation>不是 JSON（{reason}）</translation>
    </message>
    <message>
        <source>is not a JSON object</source>
        <translation>不是 JSON 对象</translation>
    </message>
    <message>
        <source>has no id</source>
        <translation>没有 id</translation>
    </message>
    <message>
        <source>has the id of another ({item})</source>
        <translation>与另一个条目的 id 相同（{item}）</translation>
    </message>
    <message>
        <source>was edited here, so its title, category and captions stay as they are; edit it again to take over what the source says now</source>
        <translation>已在此处编辑过，因此标题、类别和说明保持不变；要采用来源的新内容，请再次编辑</translation>
    </message>
    <message>
        <source>none is connected; plug one in, or allow access in the system&apos;s sound settings</source>
        <translation>没有连接麦克风；请插入一个，或在系统声音设置中允许访问</translation>
    </message>
    <message>
        <source>is not connected; plug it in or choose another microphone</source>
        <translation>未连接；请插入或选择其他麦克风</translation>
    </message>
    <message>
        <source>cannot be opened ({reason}); allow access to it, close other programs that use it, or choose another microphone</source>
        <translation>无法打开（{reason}）；请允许访问、关闭占用它的其他程序，或选择其他麦克风</translation>
    </message>
    <message>
        <source>gave no sound; check that it is switched on and may be used</source>
        <translation>没有收到声音；请检查它是否已打开并允许使用</translation>
    </message>
    <message>
        <source>needs PortAudio, which is missing; install libportaudio2 and start again</source>
        <translation>缺少 PortAudio；请安装 libportaudio2 后重新启动</translation>
    </message>
    <message>
        <source>the disk is full; free some space and try again</source>
        <translation>磁盘已满；请释放空间后重试</translation>
    </message>
    <message>
        <source>cannot be written ({reason}); free some space or allow writing</source>
        <translation>无法写入（{reason}）；请释放空间或允许写入</translation>
    </message>
    <message>
        <source>cannot be written ({reason}); free some space on the disk and try again</source>
        <translation>无法写入（{reason}）；请释放磁盘空间后重试</translation>
    </message>
    <message>
        <source>is busy: another process is writing to it; try again later</source>
        <translation>正忙：另一个进程正在写入；请稍后再试</translation>
    </message>
    <message>
        <source>is not here (there: {names}); import it first</source>
        <translation>不在这里（现有：{names}）；请先导入</translation>
    </message>
    <message>
        <source>has no items to rank yet; import items, then train</source>
        <translation>还没有可排序的条目；请先导入，再训练</translation>
    </message>
    <message>
        <source>not here yet; run &apos;triad models fetch {name}&apos; or &apos;triad models add PATH&apos;</source>
        <translation>尚未下载；请运行“triad models fetch {name}”或“triad models add PATH”</translation>
    </message>
    <message>
        <source>its process ended; try again</source>
        <translation>其进程已结束；请重试</translation>
    </message>
    <message>
        <source>its process ended early; there may be too little memory</source>
        <translation>其进程提前结束；可能内存不足</translation>
    </message>
    <message>
        <source>not enough memory; close other programs or use a smaller file</source>
        <translation>内存不足；请关闭其他程序或使用更小的文件</translation>
    </message>
    <message>
        <source>persona {name}</source>
        <translation>角色 {name}</translation>
    </message>
    <message>
        <source>is not in this catalog (any more); choose or create another</source>
        <translation>不在此目录中（或已删除）；请选择其他角色或新建</translation>
    </message>
    <message>
        <source>is there already; choose another name</source>
        <translation>已存在；请换一个名字</translation>
    </message>
    <message>
        <source>must have 1 to {limit} characters; name it otherwise</source>
        <translation>须为 1 到 {limit} 个字符；请换一个名字</translation>
    </message>
    <message>
        <source>has a control character in its name; name it otherwise</source>
        <translation>名字中含有控制字符；请换一个名字</translation>
    </message>
    <message>
        <source>lacks the column {column}; its first line must be {columns}</source>
        <translation>缺少 {column} 列；首行必须为 {columns}</translation>
    </message>
    <message>
        <source>is damaged in line {line} ({reason}); mend that line</source>
        <translation>第 {line} 行已损坏（{reason}）；请修正该行</translation>
    </message>
    <message>
        <source>has the kind {kind}; write one of {kinds}</source>
        <translation>种类为 {kind}；请填写以下之一：{kinds}</translation>
    </message>
    <message>
        <source>has the rating {rating}; write stars from 1 to 5</source>
        <translation>评分为 {rating}；请填写 1 到 5 星</translation>
    </message>
    <message>
        <source>has the time {time}; write it as ISO 8601, such as 2026-05-31T18:30:00+00:00</source>
        <translation>时间为 {time}；请按 ISO 8601 填写，例如 2026-05-31T18:30:00+00:00</translation>
    </message>
    <message>
        <source>has a time in the future; correct it, or this machine&apos;s clock</source>
        <translation>时间在未来；请更正，或校准本机时钟</translation>
    </message>
</context>
<context>
    <name>RecordBar</name>
    <message>
        <source>Record</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>Record a sound</source>
        <translation>录制声音</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Open sounds</source>
        <translation>打开声音</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation>停止录音</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>麦克风</translation>
    </message>
    <message>
        <source>System microphone</source>
        <translation>系统默认麦克风</translation>
    </message>
</context>
<context>
    <name>Results</name>
    <message>
        <source>new</source>
        <translation>新</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Best match</source>
        <translation>最佳匹配</translation>
    </message>
    <message>
        <source>Most from the picture</source>
        <translation>图片贡献最多</translation>
    </message>
    <message>
        <source>Most from the words</source>
        <translation>文字贡献最多</translation>
    </message>
    <message>
        <source>Most from the sound</source>
        <translation>声音贡献最多</translation>
    </message>
    <message>
        <source>Title, A to Z</source>
        <translation>标题顺序</translation>
    </message>
    <message>
        <source>without any query</source>
        <translation>没有查询时</translation>
    </message>
    <message>
        <source>new in the list</source>
        <translation>新进入列表</translation>
    </message>
    <message>
        <source>up by %1</source>
        <translation>上升 %1 位</translation>
    </message>
    <message>
        <source>down by %1</source>
        <translation>下降 %1 位</translation>
    </message>
    <message>
        <source>Rank %1: %2. Score %3.</source>
        <translation>第 %1 名：%2。得分 %3。</translation>
    </message>
    <message>
        <source>Like (L)</source>
        <translation>喜欢（L）</translation>
    </message>
    <message>
        <source>Dislike (D)</source>
        <translation>不喜欢（D）</translation>
    </message>
    <message>
        <source>Save (S)</source>
        <translation>收藏（S）</translation>
    </message>
    <message>
        <source>Not now (X)</source>
        <translation>暂不（X）</translation>
    </message>
    <message>
        <source>Liked; take it back (L)</source>
        <translation>已喜欢；点击撤回（L）</translation>
    </message>
    <message>
        <source>Disliked; take it back (D)</source>
        <translation>已标为不喜欢；点击撤回（D）</translation>
    </message>
    <message>
        <source>Saved; take it back (S)</source>
        <translation>已收藏；点击撤回（S）</translation>
    </message>
    <message>
        <source>Skipped; take it back (X)</source>
        <translation>已跳过；点击撤回（X）</translation>
    </message>
    <message>
        <source>liked</source>
        <translation>已喜欢</translation>
    </message>
    <message>
        <source>disliked</source>
        <translation>不喜欢</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>已收藏</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>rated %1 of 5</source>
        <translation>评了 %1 分（满分 5）</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Feedback</source>
        <translation>反馈</translation>
    </message>
    <message>
        <source>what was asked for now</source>
        <translation>当前的查询</translation>
    </message>
    <message>
        <source>what was done before</source>
        <translation>过往的行为</translation>
    </message>
    <message>
        <source>what likes and dislikes taught just now</source>
        <translation>刚才的喜欢与不喜欢所教会的</translation>
    </message>
</context>
<context>
    <name>ResultsHeader</name>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Show as a list</source>
        <translation>以列表显示</translation>
    </message>
    <message>
        <source>Show as a grid</source>
        <translation>以网格显示</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>all %1</source>
        <translation>共 %1</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>Shown: %1. In the catalog “%2”: %3. Answered in %4.</source>
        <translation>显示 %1 条。目录“%2”共 %3 条。用时 %4。</translation>
    </message>
    <message>
        <source>Sort: %1</source>
        <translation>排序：%1</translation>
    </message>
</context>
<context>
    <name>ResultsPanel</name>
    <message>
        <source>Ask with a picture, words or a sound</source>
        <translation>用图片、文字或声音提问</translation>
    </message>
    <message>
        <source>Drop a file, paste, type or record. The best matches appear here.</source>
        <translation>拖入文件、粘贴、输入或录音，最匹配的结果会显示在这里。</translation>
    </message>
    <message>
        <source>Nothing to show</source>
        <translation>没有可显示的内容</translation>
    </message>
    <message>
        <source>No item of this catalog can be compared with what you asked.</source>
        <translation>此目录中没有可与您的问题比较的条目。</translation>
    </message>
    <message>
        <source>Ask with this item&apos;s picture</source>
        <translation>用此条目的图片提问</translation>
    </message>
    <message>
        <source>Ask with this item&apos;s words</source>
        <translation>用此条目的文字提问</translation>
    </message>
    <message>
        <source>Ask with this item&apos;s sound</source>
        <translation>用此条目的声音提问</translation>
    </message>
</context>
<context>
    <name>ResultsView</name>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
</context>
<context>
    <name>ReviewCard</name>
    <message>
        <source>Another label</source>
        <translation>其他标签</translation>
    </message>
    <message>
        <source>Skip (S)</source>
        <translation>跳过 (S)</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
</context>
<context>
    <name>ReviewPanel</name>
    <message>
        <source>Set of labels</source>
        <translation>标签组</translation>
    </message>
    <message>
        <source>Label automatically</source>
        <translation>自动标记</translation>
    </message>
    <message>
        <source>Spread labels</source>
        <translation>传播标签</translation>
    </message>
    <message>
        <source>Give every item the label of the items by hand that it is most like.</source>
        <translation>为每个条目赋予与它最相似的手动标记条目的标签。</translation>
    </message>
    <message>
        <source>First give a few items a label of this set by hand.</source>
        <translation>请先手动为几个条目添加这一组的标签。</translation>
    </message>
    <message>
        <source>Nothing waits for review. Label automatically, or give a few items a label by hand and spread them over what is alike.</source>
        <translation>没有待审核的标签。可以自动标记，或先手动标记几个条目，再传播到相似的条目。</translation>
    </message>
    <message numerus="yes">
        <source>%n label(s) wait, the least sure first.</source>
        <translation>
            <numerusform>有 %n 个标签待审核，最不确定的在前。</numerusform>
        </translation>
    </message>
    <message>
        <source>Return accepts, a digit chooses, S skips.</source>
        <translation>按回车键接受，按数字键选择，按 S 键跳过。</translation>
    </message>
</context>
<context>
    <name>RunsCard</name>
    <message>
        <source>Promote</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Let this run rank the catalog</source>
        <translation>让这次训练为目录排序</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Go on with this run</source>
        <translation>继续这次训练</translation>
    </message>
    <message>
        <source>Reuse settings</source>
        <translation>沿用设置</translation>
    </message>
    <message>
        <source>Use these settings again</source>
        <translation>再次使用这些设置</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete the selected runs</source>
        <translation>删除所选训练</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <source>No run yet. Choose a fusion at the left and train it.</source>
        <translation>还没有训练。请在左侧选择融合方法并训练。</translation>
    </message>
    <message>
        <source>Select several runs to compare their curves.</source>
        <translation>选择多次训练以比较曲线。</translation>
    </message>
</context>
<context>
    <name>RunsModel</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>Fusion</source>
        <translation>融合</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
</context>
<context>
    <name>SelectionActions</name>
    <message>
        <source>Label them</source>
        <translation>标记所选</translation>
    </message>
    <message>
        <source>Label all that is selected</source>
        <translation>标记所有选中的条目</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Leave out all that is selected</source>
        <translation>排除所有选中的条目</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Clear the selection</source>
        <translation>清除选择</translation>
    </message>
</context>
<context>
    <name>SelectionBar</name>
    <message>
        <source>Leave out</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Take in</source>
        <translation>纳入</translation>
    </message>
    <message>
        <source>Label them</source>
        <translation>标记所选</translation>
    </message>
    <message>
        <source>Label all that is chosen</source>
        <translation>标记所有选中的条目</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) selected</source>
        <translation>
            <numerusform>已选择 %n 个条目</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SelectionList</name>
    <message>
        <source>Selected items</source>
        <translation>选中的条目</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) selected</source>
        <translation>
            <numerusform>已选择 %n 个条目</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>%1 %2</source>
        <translation>%1%2</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>The clipboard has no picture, sound or text.</source>
        <translation>剪贴板里没有图片、声音或文本。</translation>
    </message>
    <message>
        <source>“%1” is not in this catalog any more: another window or a command renamed or deleted it. Choose somebody else.</source>
        <translation>“%1”已不在此目录中：另一个窗口或某条命令把它重命名或删除了。请选择其他人。</translation>
    </message>
</context>
<context>
    <name>SetField</name>
    <message>
        <source>Set of labels</source>
        <translation>标签组</translation>
    </message>
    <message>
        <source>Set, such as mood</source>
        <translation>标签组，如“心情”</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>SettingsForm</name>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Course of training</source>
        <translation>训练过程</translation>
    </message>
    <message>
        <source>Against learning by heart</source>
        <translation>防止过拟合</translation>
    </message>
    <message>
        <source>What counts in the loss</source>
        <translation>损失的组成</translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>更多设置</translation>
    </message>
</context>
<context>
    <name>SideDesk</name>
    <message>
        <source>Export the history</source>
        <translation>导出历史</translation>
    </message>
    <message>
        <source>Import interactions</source>
        <translation>导入互动记录</translation>
    </message>
    <message numerus="yes">
        <source>%n interaction(s) written to %1.</source>
        <translation>
            <numerusform>已将 %n 条互动写入 %1。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n interaction(s) read from %1.</source>
        <translation>
            <numerusform>已从 %1 读取 %n 条互动。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) were known.</source>
        <translation>
            <numerusform>其中 %n 行已有。</numerusform>
        </translation>
    </message>
    <message>
        <source>New: %2.</source>
        <translation>新增：%2。</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>Beside the list</source>
        <translation>列表旁</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Rates</source>
        <translation>比率</translation>
    </message>
</context>
<context>
    <name>SoundCard</name>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
</context>
<context>
    <name>SoundList</name>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Spoken</source>
        <translation>语音</translation>
    </message>
</context>
<context>
    <name>SoundPlayer</name>
    <message>
        <source>Sound cannot be played: Qt Multimedia is not installed with this program.</source>
        <translation>无法播放声音：本程序未附带 Qt Multimedia。</translation>
    </message>
    <message>
        <source>No sound output was found. Connect loudspeakers or headphones, then play.</source>
        <translation>没有找到声音输出设备。请连接扬声器或耳机后再播放。</translation>
    </message>
    <message>
        <source>This sound cannot be played: %1</source>
        <translation>无法播放此声音：%1</translation>
    </message>
</context>
<context>
    <name>SoundRow</name>
    <message>
        <source>Remove {name}</source>
        <translation>移除 {name}</translation>
    </message>
    <message>
        <source>Pause {name}</source>
        <translation>暂停 {name}</translation>
    </message>
    <message>
        <source>Play {name}</source>
        <translation>播放 {name}</translation>
    </message>
    <message>
        <source>Place in the sound</source>
        <translation>播放位置</translation>
    </message>
    <message>
        <source>Pause: %1</source>
        <translation>暂停：%1</translation>
    </message>
    <message>
        <source>Play: %1</source>
        <translation>播放：%1</translation>
    </message>
</context>
<context>
    <name>SpokenList</name>
    <message>
        <source>Hide what is spoken</source>
        <translation>收起语音</translation>
    </message>
    <message>
        <source>Spoken in %1 languages</source>
        <translation>%1 种语言的语音</translation>
    </message>
</context>
<context>
    <name>StageList</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message numerus="yes">
        <source>about %n second(s) left</source>
        <translation>
            <numerusform>大约还需 %n 秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation>
            <numerusform>大约还需 %n 分钟</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Stages</name>
    <message>
        <source>Loading models</source>
        <translation>加载模型</translation>
    </message>
    <message>
        <source>Downloading models</source>
        <translation>下载模型</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Reading items</source>
        <translation>读取条目</translation>
    </message>
    <message>
        <source>Looking and listening</source>
        <translation>看图与听音</translation>
    </message>
    <message>
        <source>Learning how they fit together</source>
        <translation>学习它们之间的联系</translation>
    </message>
    <message>
        <source>Building the index</source>
        <translation>建立索引</translation>
    </message>
    <message>
        <source>Listening for words</source>
        <translation>识别语音</translation>
    </message>
    <message>
        <source>Evaluating</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>正在录音</translation>
    </message>
    <message>
        <source>Labelling</source>
        <translation>正在标注</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>starting the engine…</source>
        <translation>正在启动引擎…</translation>
    </message>
    <message>
        <source>Progress of the job</source>
        <translation>任务进度</translation>
    </message>
    <message>
        <source>Cancel the job</source>
        <translation>取消任务</translation>
    </message>
    <message>
        <source>engine ready</source>
        <translation>引擎就绪</translation>
    </message>
    <message>
        <source>{pack} pack</source>
        <translation>{pack} 模型包</translation>
    </message>
    <message>
        <source>restarting the engine…</source>
        <translation>正在重新启动引擎…</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>load</source>
        <translation>加载</translation>
    </message>
    <message>
        <source>encode</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>listen</source>
        <translation>识别</translation>
    </message>
    <message>
        <source>fuse</source>
        <translation>融合</translation>
    </message>
    <message>
        <source>search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>explain</source>
        <translation>解释</translation>
    </message>
</context>
<context>
    <name>Training</name>
    <message>
        <source>the engine ended during the run; resume it in the table of runs</source>
        <translation>引擎在训练时退出；请在训练记录表中继续</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
</context>
<context>
    <name>TranscriptChip</name>
    <message>
        <source>Words heard in the sound</source>
        <translation>声音中听到的话</translation>
    </message>
    <message>
        <source>Let the heard words count</source>
        <translation>计入听到的话</translation>
    </message>
    <message>
        <source>Remove the heard words</source>
        <translation>移除听到的话</translation>
    </message>
    <message>
        <source>Heard</source>
        <translation>听到</translation>
    </message>
</context>
<context>
    <name>WhatIf</name>
    <message>
        <source>You asked with one thing only, so there is nothing to leave out.</source>
        <translation>您只用了一样内容提问，因此没有可去掉的部分。</translation>
    </message>
    <message>
        <source>without %1</source>
        <translation>去掉%1</translation>
    </message>
    <message>
        <source>rank %1</source>
        <translation>第 %1 名</translation>
    </message>
</context>
<context>
    <name>Why</name>
    <message>
        <source>the picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>the words</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>the sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Against it: %1 (%2).</source>
        <translation>不利因素：%1（%2）。</translation>
    </message>
    <message>
        <source>Nothing you asked with speaks for this item.</source>
        <translation>您提问的内容都不支持此条目。</translation>
    </message>
    <message>
        <source>%1 brought it here: you asked with nothing else.</source>
        <translation>它因%1而入选：您没有用其他内容提问。</translation>
    </message>
    <message>
        <source>Mostly %1: %2 %, with help from %3 (%4 %).</source>
        <translation>主要因为%1：%2%，其次是%3（%4%）。</translation>
    </message>
    <message>
        <source>Mostly %1: %2 %.</source>
        <translation>主要因为%1：%2%。</translation>
    </message>
    <message>
        <source>Above all %1 (%2 %) and %3 (%4 %).</source>
        <translation>主要因为%1（%2%）和%3（%4%）。</translation>
    </message>
    <message>
        <source>without %1: rank %2 (%3)</source>
        <translation>去掉%1：第 %2 名（%3）</translation>
    </message>
    <message>
        <source>no change</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>%1: rank %2 of %3 in “%4”</source>
        <translation>%1：在“%4”的 %3 条中排第 %2</translation>
    </message>
</context>
<context>
    <name>WhyPanel</name>
    <message>
        <source>Why this item?</source>
        <translation>为何是它？</translation>
    </message>
    <message>
        <source>Choose a result to see what brought it here.</source>
        <translation>选择一条结果，查看它为何入选。</translation>
    </message>
    <message>
        <source>What the query brought</source>
        <translation>查询带来的部分</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy this explanation</source>
        <translation>复制此解释</translation>
    </message>
    <message>
        <source>Why this item</source>
        <translation>为何是它</translation>
    </message>
    <message>
        <source>How the score adds up</source>
        <translation>得分如何构成</translation>
    </message>
    <message>
        <source>What if I mute …</source>
        <translation>如果去掉……</translation>
    </message>
</context>
<context>
    <name>WordsCard</name>
    <message>
        <source>Words</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Words to search with</source>
        <translation>用来搜索的文字</translation>
    </message>
    <message>
        <source>Say what you are looking for</source>
        <translation>说说您在找什么</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>移除 {name}</translation>
    </message>
</context>
<context>
    <name>WorkLine</name>
    <message>
        <source>Progress of the work on the catalog</source>
        <translation>目录工作的进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel the work on the catalog</source>
        <translation>取消目录工作</translation>
    </message>
</context>
</TS>
