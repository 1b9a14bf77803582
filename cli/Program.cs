using System.CommandLine;
using PlayCount.Cli;

return await CommandLine.RunAsync(PlayCountCommand.Root, args, new InvocationConfiguration());
