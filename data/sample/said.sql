-- What is said in contacts: the products a topic leads to, the one launched last, how notes go on and what they tell.
set variable offers = (
    select map(list(topic), list(products)) from (
        select topic, list(product order by product) as products
        from given_product join (values ('理财到期', '理财'), ('产品介绍', '理财'), ('资产配置', '理财'),
            ('存单到期', '存款'), ('基金诊断', '基金'), ('保单检视', '保险'), ('贷款意向', '贷款'), ('信用卡激活', '信用卡'),
            ('代发开户', '代发')) as led(topic, category) using (category)
        where launched is null or launched < getvariable('as_of') - 200
        group by topic
    )
);
set variable news = (
    select coalesce(arg_max({product: product, launched: launched}, launched), {product: null, launched: null})
    from given_product where category = '理财' and launched <= getvariable('as_of')
);
set variable tails = [
    '', '，上午方便接电话', '，下午三点以后联系', '，爱人一起来', '，先看说明书', '，孩子放暑假', '，在外地出差', '，想比较两家', '，已加企业微信',
    '，请短信提醒', '，家里老人做主', '，约在网点', '，需要带身份证', '，上次的到期款还没用', '，关注流动性', '，不想锁定太久', '，看重保本',
    '，资金约二十万元', '，资金约五十万元', '，月底前定', '，下个月再看', '，要打印资料', '，希望固定联系人', '，有朋友推荐'
];
set variable tells = map {
    '对一年期产品感兴趣，要看说明书': 'need', '孩子明年上学，想做教育金规划': 'need', '近期装修，有消费贷需求': 'need',
    '他行存单下月到期，有转入意向': 'competitor', '担心净值波动，先做风险测评': 'objection', '要和家人商量后决定': 'objection',
    '希望收益再高一些，推荐定开产品': 'opinion', '客户满意，愿意介绍朋友': 'opinion'
};
