using System.Diagnostics;
using System.Globalization;
using PlayCount.Learning.Sweeps;
using PlayCount.Mapping.LookingUp;
using PlayCount.Songs;

// ARCHIVE SONGS off|auto: looks the songs of a list up, one id a line; prints seconds, peak memory in MB, and how many are mapped.
var songs = File.ReadLines(args[1]).Select(SongId.Parse).ToArray();
var settings = new LookUpSettings { Index = SettingNames.MappingIndexes.Parse(args[2]) };
var clock = Stopwatch.StartNew();
var found = new SongLookUp(new LookUpRequest(args[0], settings), Console.Error.WriteLine).Find(songs, null, CancellationToken.None);
var seconds = clock.Elapsed.TotalSeconds;
using var process = Process.GetCurrentProcess();
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{seconds:0.00} {process.PeakWorkingSet64 / 1e6:0} {found.Mappings.Count(mapping => mapping.Spotify is not null)}"));
