// A bot on discord.js. It answers mentions, a command, its autocompletion, a
// message command and a button, and ends when its input does.
//
// Environment: API, the REST root without a version; TOKEN, the bot's token.
import {
  ActionRowBuilder, ApplicationCommandOptionType, ApplicationCommandType, ButtonBuilder, ButtonStyle,
  Client, EmbedBuilder, Events, GatewayIntentBits, MessageFlags, Partials,
} from "discord.js";

const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
  partials: [Partials.Channel],
  rest: { api: process.env.API },
  allowedMentions: { parse: [], repliedUser: false },
});

const more = () =>
  new ActionRowBuilder().addComponents(
    new ButtonBuilder().setCustomId("more").setLabel("더 보기").setStyle(ButtonStyle.Secondary),
    new ButtonBuilder().setURL("https://openai.com").setLabel("원문").setStyle(ButtonStyle.Link),
  );

client.once(Events.ClientReady, async () => {
  await client.application.fetch();
  await client.application.commands.set([
    {
      name: "ask", nameLocalizations: { ko: "질문" }, description: "Ask",
      options: [{ type: ApplicationCommandOptionType.String, name: "question", description: "What", required: true, autocomplete: true }],
    },
    { name: "Ask about this", type: ApplicationCommandType.Message },
  ]);
});

client.on(Events.MessageCreate, async (message) => {
  if (message.author.bot || (message.guild && !message.mentions.users.has(client.user.id))) return;
  await message.reply({ content: `들은 말: ${message.content.replace(/<@!?\d+>\s*/, "")}`, components: [more()] });
});

client.on(Events.InteractionCreate, async (i) => {
  if (i.isAutocomplete()) {
    await i.respond([{ name: `${i.options.getFocused()}?`, value: i.options.getFocused() }]);
  } else if (i.isChatInputCommand()) {
    const embed = new EmbedBuilder().setTitle(i.options.getString("question")).setDescription(i.locale);
    await i.reply({ embeds: [embed], components: [more()], flags: MessageFlags.Ephemeral, withResponse: true });
    await i.followUp({ content: "하나 더" });
  } else if (i.isMessageContextMenuCommand()) {
    await i.deferReply();
    await i.editReply(`그 글: ${i.targetMessage.content}`);
  } else if (i.isButton()) {
    await i.update({ content: "두 번째 쪽", components: [] });
  }
});

client.on(Events.Error, (e) => console.error("error", e));
client.on(Events.Debug, (line) => process.env.DEBUG && console.error(line));
process.stdin.on("end", () => client.destroy().then(() => process.exit(0)));
process.stdin.resume();
await client.login(process.env.TOKEN);
