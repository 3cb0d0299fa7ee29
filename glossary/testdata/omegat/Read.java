import java.io.File;
import java.io.PrintStream;
import org.omegat.core.Core;
import org.omegat.core.data.NotLoadedProject;
import org.omegat.core.data.ProjectProperties;
import org.omegat.gui.glossary.GlossaryEntry;
import org.omegat.gui.glossary.GlossaryReaderTBX;
import org.omegat.util.Language;

/** Prints what OmegaT reads in a TBX file for a pair of languages: Read FILE SOURCE TARGET */
public class Read {
    static class Project extends NotLoadedProject {
        final ProjectProperties properties;

        Project(String source, String target) throws Exception {
            properties = new ProjectProperties(new File(".")) {
                @Override
                public Language getSourceLanguage() {
                    return new Language(source);
                }

                @Override
                public Language getTargetLanguage() {
                    return new Language(target);
                }
            };
        }

        @Override
        public ProjectProperties getProjectProperties() {
            return properties;
        }
    }

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        org.omegat.util.Preferences.init();
        Core.setProject(new Project(args[1], args[2]));
        for (GlossaryEntry e : GlossaryReaderTBX.read(new File(args[0]), false)) {
            out.println(e.getSrcText() + "\t" + e.getLocText() + "\t" + e.getCommentText().replace("\n", " / "));
        }
    }
}
