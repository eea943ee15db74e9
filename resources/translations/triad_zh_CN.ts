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
    <name>BusyLine</name>
    <message>
        <source>Working</source>
        <translation>正在处理</translation>
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
    <name>DropOverlay</name>
    <message>
        <source>Drop to ask with it</source>
        <translation>松开鼠标，即可用它来问</translation>
    </message>
</context>
<context>
    <name>Durations</name>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
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
    <name>Intake</name>
    <message>
        <source>pasted picture</source>
        <translation>粘贴的图片</translation>
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
    <name>Session</name>
    <message>
        <source>The clipboard has no picture, sound or text.</source>
        <translation>剪贴板里没有图片、声音或文本。</translation>
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
        <source>Checking models</source>
        <translation>校验模型</translation>
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
</TS>
