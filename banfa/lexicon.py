"""Chinese words of the law that are no terms of art, with the English words that translate them: for comparing clauses only."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_TABLE = """
共同 joint | 联系 contact | 延长 extend extension | 继续 continue | 提供 provide offer supply giving | 使用 use using
利用 use using | 删除 delete remove erase | 去除 remove | 更正 correct | 补充 supplement | 变更 change alter modify
修改 amend modify change | 调整 adjust | 撤销 revoke withdraw | 吊销 revoke | 拒绝 refuse reject | 阻挠 obstruct
妨碍 obstruct hinder | 干扰 interfere disrupt | 干预 interfere intervene | 扰乱 disrupt | 泄露 leak disclose divulge
披露 disclose | 公布 publish publicly | 发布 publish release issue | 传播 disseminate spread transmit
传输 transmit transmission | 制作 produce make | 复制 copy | 生成 generate | 合成 synthesise synthetic | 编辑 edit | 篡改 tamper
隐匿 conceal | 隐瞒 conceal | 掩盖 conceal | 毁损 damage destroy | 毁灭 destroy | 破坏 undermine destroy damage | 销毁 destroy
伪造 forge fabricate counterfeit | 虚构 fabricate | 编造 fabricate | 捏造 fabricate | 歪曲 distort | 虚假 false | 谎报 false
出售 sell | 购买 buy purchase | 买卖 buy sell | 转让 transfer assign | 转移 transfer move | 收集 collect | 采集 collect
获取 obtain access | 取得 obtain | 窃取 steal theft | 存储 store stored | 保存 keep retain preserve store | 留存 retain keep
备份 backup | 处理 handle handling deal | 处置 deal handle dispose | 加工 process | 访问 access visit
查询 inquiry query consult | 查阅 consult access | 知悉 learn know | 收到 receive | 接收 receive | 受理 accept
接受 accept receive | 采用 adopt use | 采取 take | 措施 measure | 防止 prevent | 防范 prevent guard | 避免 avoid | 预防 prevent
制止 stop | 停止 stop suspend cease | 暂停 suspend | 中止 suspend | 终止 terminate stop | 关闭 close turn shut | 断开 disconnect
屏蔽 block | 限制 restrict limit | 禁止 prohibit | 阻止 prevent stop | 注销 deregister cancel | 下架 remove
恢复 restore resume | 提示 notice prompt alert remind | 告知 inform notify | 通知 notify notice inform
通报 notify circulate report | 报告 report | 上报 report | 举报 report | 投诉 complain complaint | 申诉 appeal
申请 apply application | 申报 apply declare | 备案 filing file | 登记 register registration | 提交 submit | 报送 submit report
递交 submit | 送达 serve | 说明 explain explanation state | 解释 explain interpretation | 回答 answer | 答复 reply answer
陈述 statement | 申辩 defence defense | 听证 hearing | 听取 hear | 询问 question inquire | 要求 require request ask
请求 request ask | 协商 negotiate consult | 约定 agree agreement | 签订 conclude sign | 订立 conclude | 同意 consent
许可 licence license permit | 授权 authorise | 批准 approve approval | 审批 approval | 审核 review | 审查 review examine
复核 review | 核验 verify | 验证 verify verification | 查证 verify | 认证 authenticate certification | 检查 inspect check
检测 test detect | 监测 monitor | 监督 supervise supervision | 监管 supervision regulatory | 评估 assess assessment evaluate
评价 evaluate evaluating | 评定 assess | 测试 test | 审计 audit | 调查 investigate investigation | 取证 evidence
制定 formulate make develop | 制订 formulate | 建立 establish | 健全 improve sound | 设立 establish set | 设置 set | 设定 set
完善 improve | 加强 strengthen | 维护 maintain safeguard | 保护 protect | 保障 ensure safeguard guarantee | 确保 ensure
保证 ensure guarantee | 支持 support | 促进 promote | 推动 promote | 推进 promote | 鼓励 encourage | 引导 guide | 诱导 induce
诱使 induce | 强迫 force coerce | 强制 compel force mandatory | 胁迫 coerce coercion | 欺骗 deceive deception fraud | 欺诈 fraud
误导 mislead | 教育 educate education | 培训 train | 宣传 publicity publicise | 配合 cooperate | 协助 assist | 合作 cooperate
参与 participate part | 参加 attend participate | 负责 responsible charge | 指定 designate appoint | 委托 entrust
聘请 engage hire | 承担 bear | 赔偿 compensate | 补偿 compensate | 担保 security | 追偿 recovery recover | 缴纳 pay | 支付 pay
收缴 collect | 收费 charge fee | 收取 charge collect | 费用 fee cost expense | 罚款 fine | 加处 additional | 没收 confiscate
扣押 seize | 查封 seal | 处罚 penalty penalise | 给予 give | 不予 not | 警告 warning warn | 责令 order | 改正 correct
整改 rectify rectification | 减轻 mitigate mitigated | 从轻 lighter | 从重 heavier | 加重 heavier aggravate | 免除 exempt
豁免 exempt | 追究 pursue liability | 移送 transfer refer | 移交 transfer hand | 执行 enforce implement perform
履行 perform fulfil | 遵守 comply observe abide keep | 遵循 follow | 遵照 comply | 符合 comply meet conform | 满足 meet
尊重 respect | 违反 violate violation breach | 侵害 infringe harm | 侵犯 infringe | 损害 harm damage | 危害 endanger harm
影响 affect impact | 泄漏 leak | 丢失 loss lost | 攻击 attack | 侵入 intrude | 煽动 incite | 颠覆 subvert | 侮辱 insult
诽谤 defame | 歧视 discriminate | 骚扰 harass | 公开 public publicly disclose | 保密 confidential secret | 秘密 secret
匿名 anonym | 明示 express expressly state | 明确 clear expressly specify | 标明 mark indicate state | 载明 state | 标识 label
标注 label annotate mark | 添加 add | 附加 add attach | 显著 prominent | 记录 record | 登录 log login | 下载 download
安装 install | 上架 list listing | 上线 online launch | 运营 operate operation | 运行 operate operation run
经营 operate business | 从事 engage | 开展 carry conduct | 实施 carry implement commit conduct impose | 进行 carry conduct
组织 organise | 决定 decide decision | 确定 determine | 认定 determine | 选择 choose option select | 推送 push | 推荐 recommend
屏幕 screen | 展示 display present | 呈现 present | 设计 design | 开发 develop | 训练 training | 识别 identify recognition
分析 analys | 存在 exist | 发现 discover find | 发生 occur | 造成 cause | 产生 produce arise generate | 导致 cause lead
作为 serve as | 行使 exercise | 享有 enjoy | 返还 return | 归还 return | 退还 return refund | 撤回 withdraw | 回避 recuse
出示 show present | 签名 sign | 盖章 seal | 签字 sign | 代理 agent | 主持 preside | 超出 exceed beyond | 超过 exceed more
少于 fewer less | 低于 less below lower | 立即 immediately | 及时 prompt | 当场 spot | 定期 regular | 单独 separate
书面 writing written | 口头 oral | 事先 advance prior | 境外 outside abroad | 境内 within | 出境 outside export
跨境 cross export | 同时 same time | 统一 unified | 免费 free charge | 真实 real true | 准确 accurate | 完整 complete
合法 lawful | 非法 illegal unlawful | 违法 illegal violation | 正当 legitimate | 必要 necessary | 过度 excessive
合理 reasonable | 公平 fair | 公正 fair impartial | 透明 transparen | 客观 objective | 全面 comprehensive
充分 fully sufficient | 便捷 convenient easy | 清晰 clear | 易懂 understand | 安全 security safe secure | 风险 risk
事件 incident | 漏洞 vulnerab | 缺陷 defect | 恶意 malicious | 程序 procedure program | 系统 system | 设备 device equipment
设施 infrastructure facilit | 服务 service | 产品 product | 内容 content | 信息 information | 数据 data | 模型 model
算法 algorithm | 用户 user | 账号 account | 平台 platform | 身份 identity | 人脸 face facial | 生物 biometric | 敏感 sensitive
隐私 privacy | 肖像 likeness | 姓名 name | 名誉 reputation | 荣誉 honour | 声音 voice | 商业 trade commercial business
证据 evidence | 证件 credential permit | 凭证 proof credential | 材料 material | 文件 document file | 档案 file archive
笔录 record | 合同 contract | 协议 agreement | 规则 rule | 制度 system | 机制 mechanism | 预案 plan | 计划 plan | 方案 plan
标准 standard | 规范 norm | 未成年 minor | 儿童 child | 监护 guardian | 学校 school | 个人 individual personal | 公民 citizen
公众 public | 社会 society social public | 国家 state national | 权利 right | 权益 rights interests | 义务 obligation duty
责任 liability responsib | 职责 duties duty | 目的 purpose | 范围 scope | 方式 method means manner | 期限 period term limit
时间 time | 用途 purpose use | 来源 source | 数量 number quantity | 种类 type kind | 条件 condition | 原因 reason cause
结果 result outcome
"""


def _read(table: str) -> Mapping[str, tuple[str, ...]]:
    entries = (entry.split() for line in table.strip().splitlines() for entry in line.split("|"))
    return MappingProxyType({zh: tuple(en) for zh, *en in entries})


WORDS = _read(_TABLE)
