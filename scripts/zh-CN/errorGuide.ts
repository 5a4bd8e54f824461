import { table, wordsFor } from '../markdown';
import { readmeCodes } from '../errorGuide';
import { errorWords } from './errorWords';

/** Why WeChat answers so, and what helps, by the codes of the README's guide. */
const helps: Readonly<Record<string, string>> = {
	43101:
		'一次“允许”只能发一条。等用户刚做完一件事（付款、预约、提交）的时候，再用 `wx.requestSubscribeMessage` 请他订阅。在那之前重发没有用。',
	47003: '错误里写了是哪个字段：空了、太长，或者格式不对，见[字段的值](docs/zh-CN/values.md)。',
	40164: '错误里写了 IP。加到 **开发 > 开发管理 > 开发设置 > IP白名单**，几分钟内生效。',
	40013: '写错了、多了空格，或者是公众号的 AppID。重新复制：`wx` 加 16 位。',
	40125: '被重置过，或者是别的账号的。只有最新的一个有效。',
	40001:
		'节点已经换过一次 token 又试了一遍。_Standard Token_ 会被别的程序顶掉，请把 Token Issuer 改成 _Stable Token_；已经是 _Stable Token_ 的话，是有程序在用 `force_refresh` 强制刷新，或者 AppSecret 错了。',
	40037: '模板 ID 只属于一个账号。从列表里重新选。',
	40003: '多半是公众号或别的小程序的 OpenID。用 **User > Get by Login Code** 取。',
	41030:
		'默认打开正式版，**Mini Program Version** 指的那个版本里要有这个页面。写法：`pages/index/index?id=1`，前面不带域名。',
	45009: '北京时间零点恢复。节点立即停下，其余的 item 会说明没有尝试。',
};

/** The guide of the Chinese README. */
export const chineseErrorGuide = (): string =>
	table(
		['错误码', '意思', '为什么，怎么办'],
		readmeCodes.map((code) => [
			String(code),
			wordsFor(errorWords, String(code)),
			wordsFor(helps, String(code)),
		]),
	);
